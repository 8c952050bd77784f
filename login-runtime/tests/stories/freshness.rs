//! How long ago the person proved who they are.

use axum::http::StatusCode;

use crate::common::{HOUR, MINUTE, SECOND, Site};

#[tokio::test]
async fn a_log_in_is_fresh_for_15_minutes_to_the_second() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(15 * MINUTE - SECOND);
    assert_eq!(browser.get("/fresh").await.status, StatusCode::OK);
    site.advance(SECOND);
    assert_eq!(browser.get("/fresh").await.location(), Some("/confirm?next=%2Ffresh"));
    assert_eq!(browser.who().await, "ada stale");
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::OK, "still logged in");
}

#[tokio::test]
async fn a_page_may_ask_for_a_fresher_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(2 * MINUTE - SECOND);
    assert_eq!(browser.get("/very-fresh").await.status, StatusCode::OK);
    site.advance(SECOND);
    assert_eq!(browser.get("/very-fresh").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/fresh").await.status, StatusCode::OK);
    assert_eq!(browser.who().await, "ada fresh", "by the manager's own measure");
}

#[tokio::test]
async fn the_manager_may_set_another_time() {
    let site = Site::with(|manager| manager.fresh_for(HOUR / 2));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(HOUR / 2 - SECOND);
    assert_eq!(browser.get("/fresh").await.status, StatusCode::OK);
    site.advance(SECOND);
    assert_eq!(browser.get("/fresh").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_guest_is_sent_to_log_in_and_not_to_confirm() {
    let site = Site::new();
    assert_eq!(site.browser().get("/fresh").await.location(), Some("/login?next=%2Ffresh"));
}

#[tokio::test]
async fn confirming_makes_it_fresh_again() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(20 * MINUTE);
    let refused = browser.get("/fresh").await;
    let confirm = refused.location().expect("a page").to_owned();
    assert_eq!(browser.get(&confirm).await.body, "Please confirm that it is you to access this page.");
    assert_eq!(browser.post(&confirm, &[]).await.body, "ada fresh", "at once, within the request");
    assert_eq!(browser.get("/fresh").await.status, StatusCode::OK);
}

#[tokio::test]
async fn confirming_a_restored_session_makes_it_fresh_and_keeps_it_remembered() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    assert_eq!(browser.post("/confirm", &[]).await.body, "ada fresh remembered");
    assert_eq!(browser.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn a_guest_cannot_confirm() {
    let site = Site::new();
    let page = site.browser().post("/confirm", &[]).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(page.set_cookies().is_empty());
}

#[tokio::test]
async fn activity_does_not_make_a_log_in_fresh() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for _ in 0..3 {
        site.advance(40 * MINUTE);
        assert_eq!(browser.who().await, "ada stale");
    }
}

#[tokio::test]
async fn a_restamp_does_not_make_a_log_in_fresh() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(20 * MINUTE);
    browser.post("/password", &[]).await;
    assert_eq!(browser.who().await, "ada stale");
}

#[tokio::test]
async fn without_a_refresh_view_the_log_in_view_confirms() {
    let site = Site::build(
        |_| login_runtime::LoginManager::new(crate::common::key(1)).login_view("/login"),
        |manager, users| crate::common::guarded_routes().with_login(manager, users),
    );
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    assert_eq!(browser.get("/fresh").await.location(), Some("/login?next=%2Ffresh"));
}

/// A clock that ran ahead and was set right must not stretch what was agreed.
#[tokio::test]
async fn a_confirmation_from_the_future_is_worth_nothing() {
    let site = Site::new();
    let mut browser = site.browser();
    let start = login_runtime::Clock::now(&site.clock);
    browser.log_in_remembered("ada").await;
    site.advance(50 * MINUTE);
    browser.post("/confirm", &[]).await;
    site.clock.set(start.after(MINUTE));
    assert_eq!(browser.who().await, "ada stale remembered");
}
