//! Being remembered beyond the closing of the browser.

use axum::http::StatusCode;
use login_runtime::LoginManagerBuilder;

use crate::common::{DAY, HOUR, MINUTE, SECOND, Site};

#[tokio::test]
async fn a_remembered_user_comes_back_and_is_not_fresh() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.who().await, "ada fresh remembered");
    browser.close();
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::OK);
    assert_eq!(browser.get("/fresh").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_session_is_restored_once_and_the_remember_cookie_is_left_alone() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    let page = browser.get("/who").await;
    assert!(page.set_cookie("session").is_some());
    assert!(page.set_cookie("remember").is_none());
    assert!(browser.get("/who").await.set_cookies().is_empty());
}

#[tokio::test]
async fn people_are_remembered_for_30_days_to_the_second() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.kept_for("remember"), Some(30 * DAY));
    browser.close();
    site.advance(30 * DAY - SECOND);
    assert_eq!(browser.clone().who().await, "ada stale remembered");
    site.advance(SECOND);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn an_expired_remember_ticket_replayed_by_hand_is_refused() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let ticket = browser.ticket("remember");
    site.advance(30 * DAY);
    let mut thief = site.browser();
    thief.set_cookie("__Host-remember", &ticket);
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn each_log_in_may_be_remembered_for_its_own_time() {
    let site = Site::with(|manager| manager.remember_for(2 * DAY));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "25200")]).await;
    assert_eq!(browser.kept_for("remember"), Some(7 * HOUR));
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.kept_for("remember"), Some(2 * DAY), "the default, not the last one's");
}

#[tokio::test]
async fn confirming_keeps_the_time_that_was_agreed() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "25200")]).await;
    site.advance(HOUR / 2);
    for path in ["/confirm", "/password"] {
        browser.post(path, &[]).await;
        assert_eq!(browser.kept_for("remember"), Some(7 * HOUR - HOUR / 2), "{path}");
    }
    site.advance(2 * HOUR);
    assert_eq!(browser.who().await, "ada stale remembered");
    browser.post("/confirm", &[]).await;
    assert_eq!(browser.who().await, "ada fresh remembered");
    assert_eq!(browser.kept_for("remember"), Some(5 * HOUR - HOUR / 2), "also after a restore");
}

#[tokio::test]
async fn being_remembered_is_a_property_of_the_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.set_cookie("__Host-remember", "junk");
    assert_eq!(browser.who().await, "ada fresh", "a foreign cookie does not change it");
}

#[tokio::test]
async fn an_idle_session_is_restored_from_the_remember_cookie() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.advance(HOUR);
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn a_junk_session_beside_a_good_remember_cookie_is_replaced() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.set_cookie("__Host-session", "junk");
    assert_eq!(browser.who().await, "ada stale remembered");
    assert_ne!(browser.ticket("session"), "junk");
}

#[tokio::test]
async fn a_junk_remember_cookie_is_a_guest_and_deleted() {
    let site = Site::new();
    for junk in ["", "junk", "1|0e9e6e98", "\"quoted\"", "AAAA"] {
        let mut browser = site.browser();
        browser.set_cookie("__Host-remember", junk);
        let page = browser.get("/who").await;
        assert_eq!(page.body, "guest", "{junk}");
        assert!(page.deletes("remember"), "{junk}");
    }
}

#[tokio::test]
async fn a_log_in_that_is_not_remembered_sets_no_remember_cookie() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.log_in("ada").await;
    assert!(page.set_cookie("remember").is_none());
    assert!(browser.post("/confirm", &[]).await.set_cookie("remember").is_none());
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn a_restored_session_outlives_the_remember_ticket_by_one_session_at_most() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("remember_for", "3600")]).await;
    browser.close();
    site.advance(HOUR - SECOND);
    browser.who().await;
    for _ in 0..47 {
        site.advance(HOUR / 2);
        assert_eq!(browser.who().await, "ada stale remembered");
    }
    site.advance(HOUR / 2);
    assert_eq!(browser.who().await, "guest", "24 hours after the restore");
}

#[tokio::test]
async fn restoring_in_parallel_works_for_everyone_and_alarms_nobody() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    let mut tabs = vec![browser.clone(); 20];
    for tab in &mut tabs {
        assert_eq!(tab.who().await, "ada stale remembered");
    }
    site.advance(MINUTE);
    for tab in &mut tabs {
        assert_eq!(tab.who().await, "ada stale remembered");
    }
}

/// A copy of the cookie is renewed as well as the original, and must not live for ever.
#[tokio::test]
async fn renewals_end_four_hundred_days_after_the_log_in() {
    let site = Site::with(LoginManagerBuilder::renew_remember_on_each_request);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    for _ in 0..16 {
        site.advance(25 * DAY - SECOND);
        assert_eq!(browser.who().await, "ada stale remembered");
    }
    assert_eq!(browser.kept_for("remember"), Some(16 * SECOND));
    browser.close();
    site.advance(16 * SECOND);
    assert_eq!(browser.who().await, "guest");
}
