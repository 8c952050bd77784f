//! Loading whoever the cookies claim.

use axum::http::StatusCode;
use login_runtime::SessionProtection;

use crate::common::{Logs, Site};
use crate::world::Heard;

#[tokio::test]
async fn t031_a_user_whom_the_loader_does_not_find_is_a_guest() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.delete("ada");
    assert_eq!(browser.who().await, "guest");
}

/// Flask-Login lets the loader's error through as a 500. Ours is a 503 that is logged once, and never a guest: a page for
/// everybody is served, one that asks is not, and the next request asks again.
#[tokio::test]
async fn e02_a_loader_that_fails_makes_no_guest_and_is_asked_again() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.fail(true);
    for path in ["/who", "/five-times"] {
        let logs = Logs::capture();
        let page = browser.get(path).await;
        assert_eq!((page.status, site.users.loads()), (StatusCode::SERVICE_UNAVAILABLE, 1), "{path}");
        assert_eq!(logs.messages(), ["the user loader failed; answering 503"], "{path}");
    }
    assert_eq!(browser.get("/").await.body, "index");
    site.users.fail(false);
    assert_eq!(browser.who().await, "ada fresh");
}

/// Flask-Login keeps the id in the session for ever, asks the loader on each request, and logs in whoever gets the id next. Ours
/// ends the log-in for good.
#[tokio::test]
async fn e03_a_log_in_whose_user_is_gone_has_ended() {
    let site = Site::new();
    let ada = site.users.find("ada");
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.users.delete("ada");
    assert_eq!((browser.who().await.as_str(), site.users.loads()), ("guest", 1));
    assert_eq!((browser.who().await.as_str(), site.users.loads()), ("guest", 0));
    site.users.change("bob", |user| *user = ada);
    assert_eq!((browser.who().await.as_str(), site.users.loads()), ("guest", 0), "also when the id is back");
}

/// Restores Ada's session from her remember cookie, and asks for two pages more.
async fn restored(protection: SessionProtection) -> (Vec<String>, Vec<String>) {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager).session_protection(protection));
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    heard.take();
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(browser.who().await);
    }
    (seen, heard.take())
}

const NO_ALARM: [&str; 4] = ["Accessed", "LoadedFromCookie { user: 1 }", "Accessed", "Accessed"];

/// Flask-Login stamps no identifier on a session that it restores, so its protection raises the alarm on each request
/// thereafter. Ours is stamped with the client that restored it.
#[tokio::test]
async fn e07_a_restored_session_raises_no_alarm_under_basic_protection() {
    let (seen, told) = restored(SessionProtection::Basic).await;
    assert_eq!(seen, ["ada stale remembered"; 3]);
    assert_eq!(told, NO_ALARM);
}

/// For want of that stamp Flask-Login's strong protection makes "remember me" last a single request, and deletes its cookie.
#[tokio::test]
async fn e08_a_restored_session_goes_on_under_strong_protection() {
    let (seen, told) = restored(SessionProtection::Strong).await;
    assert_eq!(seen, ["ada stale remembered"; 3]);
    assert_eq!(told, NO_ALARM);
}
