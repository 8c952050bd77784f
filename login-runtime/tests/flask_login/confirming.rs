//! Proving once more who one is.

use axum::http::StatusCode;

use crate::common::Site;
use crate::world::Heard;

#[tokio::test]
async fn t056_a_restored_log_in_is_fresh_once_it_is_confirmed() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(browser.post("/confirm", &[]).await.body, "ada fresh remembered");
    assert_eq!(browser.who().await, "ada fresh remembered");
}

/// Flask-Login marks the session of a guest as fresh, and tells that a log-in was confirmed. Ours is an error, as there is none.
#[tokio::test]
async fn e44_a_guest_has_nothing_to_confirm() {
    let heard = Heard::default();
    let site = Site::with(|manager| heard.listen(manager));
    let mut browser = site.browser();
    let page = browser.post("/confirm", &[]).await;
    assert_eq!((page.status, page.set_cookies()), (StatusCode::UNAUTHORIZED, vec![]));
    assert_eq!(heard.take(), [""; 0]);
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.who().await, "ada stale", "nothing of it was kept for a later log-in");
}
