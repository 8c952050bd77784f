//! Being remembered beyond the closing of the browser.

use std::time::Duration;

use axum::extract::State;
use login_runtime::{CookieSettings, Login, public, routing::post};

use super::world::Heard;
use crate::common::{DAY, HOUR, Site, User, Users, guarded_routes};

/// Seven hours in seconds, as the log-in form of the site takes them.
const SEVEN_HOURS: &[(&str, &str)] = &[("remember_for", "25200")];

#[tokio::test]
async fn t033_remember_me_survives_a_wiped_session() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    assert_eq!(browser.cookie_names(), ["__Host-remember"]);
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn t034_remember_me_for_a_time_of_its_own_survives_a_wiped_session() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", SEVEN_HOURS).await;
    assert_eq!(browser.kept_for("remember"), Some(7 * HOUR));
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
}

/// Flask-Login sends a bare cookie with `Expires` alone, and whatever other attributes were configured. Ours is strict beside what
/// was asked for, has a name with the prefix that the browser vouches for, and a `Max-Age`, which a wrong clock cannot shift.
#[tokio::test]
async fn t035_remember_me_uses_the_configured_name_time_path_and_domain() {
    let cookies = CookieSettings::new().remember_name("keep").path("/app").insecure_domain("app.example");
    let site = Site::with(|manager| manager.cookies(cookies).remember_for(2 * DAY));
    let page = site.browser().log_in_remembered("ada").await;
    let lines = page.set_cookies();
    let line = lines.iter().find_map(|line| line.strip_prefix("__Secure-keep=")).expect("the cookie");
    let attributes: Vec<_> = line.split("; ").skip(1).collect();
    assert_eq!(
        attributes,
        [
            "HttpOnly",
            "SameSite=Lax",
            "Secure",
            "Path=/app",
            "Domain=app.example",
            "Max-Age=172800",
            "Expires=Sat, 03 Jan 2026 00:00:00 GMT",
        ]
    );
}

/// As [`t033_remember_me_survives_a_wiped_session`], seen by a page that wants a fresh log-in.
#[tokio::test]
async fn t044_a_remembered_user_is_not_fresh() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.get("/fresh").await.body, "fresh enough");
    browser.drop_cookie("session");
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn t047_a_log_out_is_not_undone_by_the_remember_cookie() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let page = browser.post("/logout", &[]).await;
    assert_eq!((page.body.as_str(), page.deletes("remember")), ("true", true));
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn t048_a_log_out_is_not_undone_by_a_remember_cookie_with_a_time_of_its_own() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", SEVEN_HOURS).await;
    let page = browser.post("/logout", &[]).await;
    assert_eq!((page.body.as_str(), page.deletes("remember")), ("true", true));
    assert_eq!(browser.who().await, "guest");
}

/// Flask-Login leaves the junk in the browser and looks at it again with each request. Ours deletes it the first time.
#[tokio::test]
async fn t059_a_junk_remember_cookie_without_a_session_is_a_guest() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.drop_cookie("session");
    browser.set_cookie("__Host-remember", "foo");
    let page = browser.get("/who").await;
    assert_eq!((page.body.as_str(), page.deletes("remember")), ("guest", true));
    assert_eq!(site.users.loads(), 0, "nobody is loaded for junk");
}

/// Flask-Login leaves the cookie of whoever was remembered before: once the browser is closed, the first person is back in the
/// second one's browser. Ours ends that log-in and deletes its cookie.
#[tokio::test]
async fn e25_a_log_in_over_a_remembered_one_ends_it() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let adas = browser.clone();
    let page = browser.log_in("bob").await;
    assert!(page.deletes("remember"), "{page:?}");
    assert_eq!(browser.who().await, "bob fresh");
    browser.close();
    assert_eq!(browser.who().await, "guest");
    for closes in [false, true] {
        let mut copy = adas.clone();
        if closes {
            copy.close();
        }
        assert_eq!(copy.who().await, "guest", "a copy of the first person's cookies");
    }
}

#[public]
async fn log_in_and_ask(login: Login<User>, State(users): State<Users>) -> String {
    let ada = users.find("ada");
    login.login_user(&ada).await.expect("a good log-in");
    let plain = login.login_remembered();
    login.login_user(&ada).remember_for(Duration::from_secs(60)).await.expect("a good log-in");
    format!("{plain} {}", login.login_remembered())
}

/// Flask-Login looks whether a remember cookie came in: in the request that logs in it says no, and it says yes of any cookie of
/// that name. Ours asks the log-in, which knows.
#[tokio::test]
async fn e42_being_remembered_is_a_property_of_the_log_in() {
    let heard = Heard::default();
    let routes = guarded_routes().route("/log-in-and-ask", post(log_in_and_ask));
    let site = Site::with_routes(routes, |manager| heard.listen(manager));
    assert_eq!(site.browser().post("/log-in-and-ask", &[]).await.body, "false true");
    assert_eq!(heard.take(), ["LoggedIn { user: 1, remembered: true }"]);

    let mut bob = site.browser();
    bob.log_in_remembered("bob").await;
    for foreign in ["1|junk".to_owned(), bob.ticket("remember")] {
        let mut browser = site.browser();
        browser.log_in("ada").await;
        browser.set_cookie("__Host-remember", &foreign);
        assert_eq!(browser.who().await, "ada fresh", "with {foreign}");
    }
}
