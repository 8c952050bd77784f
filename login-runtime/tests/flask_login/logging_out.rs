//! Logging out.

use axum::extract::State;
use login_runtime::{Login, public, routing::post};

use crate::common::{Site, User, Users, guarded_routes};
use crate::world::{Heard, present};

/// Logs in and out, and tells who is there after each.
#[public]
async fn in_and_out(login: Login<User>, State(users): State<Users>) -> String {
    login.login_user(&users.find("ada")).await.expect("a good log-in");
    let between = present(&login);
    let was_there = login.logout_user().await.expect("a log-out");
    format!("{between}, {was_there}, {}, {}", present(&login), login.login_fresh())
}

/// A site, and what it tells.
fn site() -> (Site, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().route("/in-and-out", post(in_and_out));
    (Site::with_routes(routes, |manager| heard.listen(manager)), heard)
}

/// What was told of log-outs.
fn log_outs(heard: &Heard) -> Vec<String> {
    heard.take().into_iter().filter(|event| event.starts_with("LoggedOut")).collect()
}

#[tokio::test]
async fn t016_whoever_logs_out_is_gone_at_once() {
    let page = site().0.browser().post("/in-and-out", &[]).await;
    assert_eq!(page.body, "ada fresh, true, guest, false");
}

#[tokio::test]
async fn t017_a_log_out_is_told_once_with_whoever_it_was() {
    let (site, heard) = site();
    site.browser().post("/in-and-out", &[]).await;
    assert_eq!(heard.take(), ["LoggedOut { user: 1 }"], "nobody had to ask, and the log-in came to nothing");
}

#[tokio::test]
async fn t018_a_log_out_without_a_session_is_told_too() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.drop_cookie("session");
    browser.post("/logout", &[]).await;
    assert_eq!(log_outs(&heard), ["LoggedOut"]);
}

#[tokio::test]
async fn t030_a_log_out_lasts_beyond_its_request() {
    let (site, _) = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.post("/logout", &[]).await;
    assert_eq!(browser.who().await, "guest");
    assert_eq!(browser.get("/dashboard").await.location(), Some("/login?next=%2Fdashboard"));
}

/// Flask-Login answers true to every log-out, and tells a listener of the anonymous user. Ours says whether anybody was there,
/// and the event carries nobody, so that no listener takes a guest for a user.
#[tokio::test]
async fn e24_a_second_log_out_works_and_says_that_nobody_was_there() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    for (was_there, told) in
        [("true", "LoggedOut { user: 1 }"), ("false", "LoggedOut"), ("false", "LoggedOut")]
    {
        let page = browser.post("/logout", &[]).await;
        assert_eq!((page.status.as_u16(), page.body.as_str()), (200, was_there));
        assert_eq!(log_outs(&heard), [told]);
    }
}
