//! Logging in.

use login_runtime::{CurrentUser, Login, current_user, public, routing::get, routing::post};

use crate::common::{Site, User, guarded_routes};
use crate::world::{attempt, present};

fn site() -> Site {
    let routes = guarded_routes().route("/attempt", post(attempt)).route("/bare", get(bare));
    Site::with_routes(routes, |manager| manager)
}

#[public]
async fn bare(user: Option<CurrentUser<User>>, login: Login<User>) -> String {
    format!("{} {}", user.is_some(), present(&login))
}

#[tokio::test]
async fn t007_a_request_without_cookies_is_a_guest_s() {
    assert!(current_user::<User>().is_none(), "and without a request there is nobody");
    assert_eq!(site().browser().get("/bare").await.body, "false guest");
}

#[tokio::test]
async fn t008_a_new_browser_is_a_guest() {
    assert_eq!(site().browser().who().await, "guest");
}

#[tokio::test]
async fn t009_whoever_logs_in_is_there_at_once_and_fresh() {
    let page = site().browser().post("/attempt", &[("user", "ada")]).await;
    assert_eq!(page.body, "Ok(()), ada fresh");
}

#[tokio::test]
async fn t010_a_log_in_may_say_that_it_is_not_fresh() {
    let page = site().browser().post("/attempt", &[("user", "ada"), ("stale", "on")]).await;
    assert_eq!(page.body, "Ok(()), ada stale");
}

#[tokio::test]
async fn t029_a_log_in_lasts_beyond_its_request() {
    let site = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
}

#[tokio::test]
async fn t032_an_ordinary_log_in_is_fresh_and_not_remembered() {
    let site = site();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    assert_eq!(browser.who().await, "ada fresh");
}

/// Flask-Login keeps the session's id across a log-in, so a session that somebody planted in the browser becomes the victim's.
/// Ours begins a new one, and the planted one is worthless; the message for the guest and the application's cookies are kept.
#[tokio::test]
async fn e79_a_log_in_begins_a_new_session_and_keeps_what_the_guest_had() {
    let site = site();
    let mut attacker = site.browser();
    attacker.log_in("bob").await;
    let mut victim = site.browser();
    victim.get("/dashboard").await;
    victim.set_cookie("cart", "3");
    victim.set_cookie("__Host-session", &attacker.ticket("session"));
    victim.log_in("ada").await;
    assert_ne!(victim.ticket("session"), attacker.ticket("session"));
    assert_eq!((victim.who().await.as_str(), attacker.who().await.as_str()), ("ada fresh", "guest"));
    assert_eq!(victim.cookie_names(), ["__Host-flash", "__Host-session", "cart"]);
    let first = victim.ticket("session");
    victim.log_in("ada").await;
    assert_ne!(victim.ticket("session"), first, "also of one's own");
}
