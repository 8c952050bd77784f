//! Several operations in one request.

use axum::extract::State;
use login_runtime::{Login, public, routing::post};

use crate::common::{Browser, Page, Site, User, Users, guarded_routes};
use crate::world::{Heard, present};

/// Does as the fields say, in their order, and tells who is there after each.
#[public]
async fn steps(
    login: Login<User>,
    State(users): State<Users>,
    axum::Form(steps): axum::Form<Vec<(String, String)>>,
) -> String {
    let mut seen = Vec::new();
    for (step, name) in steps {
        match step.as_str() {
            "in" => login.login_user(&users.find(&name)).await.expect("a good log-in"),
            "remember" => login.login_user(&users.find(&name)).remember(true).await.expect("a good log-in"),
            _ => assert_eq!(
                login.logout_user().await.expect("a log-out"),
                name == "somebody",
                "{name} is there"
            ),
        }
        seen.push(present(&login));
    }
    seen.join(", ")
}

fn site() -> (Site, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().route("/steps", post(steps));
    (Site::with_routes(routes, |manager| heard.listen(manager)), heard)
}

/// The page, and who is there in the next request, and when the browser was closed.
async fn after(browser: &mut Browser, steps: &[(&str, &str)]) -> (Page, String, String) {
    let page = browser.post("/steps", steps).await;
    let next = browser.who().await;
    let mut closed = browser.clone();
    closed.close();
    (page, next, closed.who().await)
}

/// Flask-Login sets the remember cookie that the first log-in asked for, for the second one's user, who did not ask. Ours is the
/// last log-in and its own cookie.
#[tokio::test]
async fn e75_the_last_of_two_log_ins_is_what_counts() {
    let (site, heard) = site();
    let (page, next, closed) = after(&mut site.browser(), &[("in", "ada"), ("remember", "bob")]).await;
    assert_eq!(page.body, "ada fresh, bob fresh remembered");
    assert_eq!((next.as_str(), closed.as_str()), ("bob fresh remembered", "bob stale remembered"));
    assert_eq!(heard.take()[0], "LoggedIn { user: 2, remembered: true }", "and the other never happened");
    let (page, next, closed) = after(&mut site.browser(), &[("remember", "ada"), ("in", "bob")]).await;
    assert_eq!((page.set_cookies().len(), page.set_cookie("remember")), (1, None));
    assert_eq!((next.as_str(), closed.as_str()), ("bob fresh", "guest"));
}

#[tokio::test]
async fn e76_a_log_out_and_a_log_in_leave_the_cookie_of_the_log_in() {
    let (site, _) = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut copy = browser.clone();
    let (page, next, closed) = after(&mut browser, &[("out", "somebody"), ("in", "bob")]).await;
    assert_eq!(page.body, "guest, bob fresh");
    assert!(page.deletes("remember"), "{page:?}");
    assert_eq!((next.as_str(), closed.as_str()), ("bob fresh", "guest"));
    browser.log_in_remembered("ada").await;
    let before = browser.ticket("remember");
    let (page, next, closed) = after(&mut browser, &[("out", "somebody"), ("remember", "bob")]).await;
    assert!(page.set_cookie("remember").is_some_and(|line| !line.contains(&before)), "{page:?}");
    assert_eq!((next.as_str(), closed.as_str()), ("bob fresh remembered", "bob stale remembered"));
    assert_eq!(copy.who().await, "guest", "and Ada's log-in has ended");
}

/// Flask-Login's case empties the session by hand. What a log-in of ours wrote is taken back by a log-out.
#[tokio::test]
async fn e77_a_log_in_that_is_undone_in_its_own_request_never_happened() {
    let (site, heard) = site();
    let (page, next, closed) = after(&mut site.browser(), &[("remember", "ada"), ("out", "somebody")]).await;
    assert_eq!((page.body.as_str(), page.set_cookies()), ("ada fresh remembered, guest", vec![]));
    assert_eq!((next.as_str(), closed.as_str()), ("guest", "guest"));
    assert!(!heard.take().iter().any(|event| event.starts_with("LoggedIn")), "nor is it told");
    let (_, next, _) = after(&mut site.browser(), &[("out", "nobody"), ("out", "nobody")]).await;
    assert_eq!(next, "guest");
}
