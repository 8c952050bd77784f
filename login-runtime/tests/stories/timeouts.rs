//! How long a session lives, and clocks that jump.

use login_runtime::{Clock, Timestamp};

use crate::common::{DAY, HOUR, MINUTE, SECOND, Site};

#[tokio::test]
async fn an_idle_session_ends_after_an_hour_to_the_second() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(HOUR - SECOND);
    assert_eq!(browser.clone().who().await, "ada stale");
    site.advance(SECOND);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn requests_keep_a_session_alive_up_to_the_absolute_timeout() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for _ in 0..47 {
        site.advance(HOUR / 2);
        assert_eq!(browser.who().await, "ada stale");
    }
    site.advance(HOUR / 2 - SECOND);
    assert_eq!(browser.clone().who().await, "ada stale");
    site.advance(SECOND);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn neither_confirming_nor_restamping_extends_the_absolute_timeout() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for _ in 0..47 {
        site.advance(HOUR / 2);
        browser.post("/confirm", &[]).await;
        browser.post("/password", &[]).await;
        assert_eq!(browser.who().await, "ada fresh");
    }
    site.advance(HOUR / 2);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn the_session_ticket_is_made_anew_at_half_of_the_idle_timeout() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.advance(HOUR / 2 - SECOND);
    assert!(browser.get("/who").await.set_cookies().is_empty());
    site.advance(SECOND);
    assert!(browser.get("/who").await.set_cookie("session").is_some());
    site.advance(HOUR / 2 - SECOND);
    assert!(browser.get("/who").await.set_cookies().is_empty());
    site.advance(HOUR / 2);
    assert_eq!(browser.who().await, "ada stale");
}

#[tokio::test]
async fn a_copy_of_a_ticket_does_not_live_longer_because_its_owner_is_active() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut thief = browser.clone();
    site.advance(40 * MINUTE);
    assert_eq!(browser.who().await, "ada stale");
    site.advance(20 * MINUTE);
    assert_eq!(browser.who().await, "ada stale");
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn timeouts_are_what_the_manager_says() {
    let site = Site::with(|manager| manager.idle_timeout(2 * SECOND).absolute_timeout(5 * SECOND));
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for _ in 0..4 {
        site.advance(SECOND);
        assert_eq!(browser.who().await, "ada fresh");
    }
    site.advance(SECOND);
    assert_eq!(browser.who().await, "guest");
    browser.log_in("ada").await;
    site.advance(2 * SECOND);
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn a_clock_that_is_a_little_behind_changes_nothing() {
    let site = Site::new();
    let start = site.clock.now();
    site.advance(2 * MINUTE);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    site.clock.set(start);
    assert_eq!(browser.who().await, "ada fresh", "2 minutes between two machines");
}

#[tokio::test]
async fn a_ticket_from_the_far_future_is_not_believed() {
    let site = Site::new();
    let start = site.clock.now();
    site.advance(2 * MINUTE + SECOND);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    site.clock.set(start);
    assert_eq!(browser.clone().who().await, "guest");
    browser.close();
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn wild_clocks_end_sessions_and_never_panic() {
    for seconds in [0, 1, 1_000_000, u64::from(u32::MAX) - 1, u64::from(u32::MAX)] {
        let site = Site::new();
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        site.clock.set(Timestamp::from_unix_seconds(seconds));
        let mut copy = site.browser();
        copy.set_cookie("__Host-session", &browser.ticket("session"));
        copy.set_cookie("__Host-remember", &browser.ticket("remember"));
        assert_eq!(copy.who().await, "guest", "{seconds}");
        copy.log_in_remembered("bob").await;
        copy.post("/everywhere", &[]).await;
        copy.post("/logout", &[]).await;
    }
}

#[tokio::test]
async fn a_log_out_holds_after_the_clock_went_back() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let (start, mut thief) = (site.clock.now(), browser.clone());
    site.advance(HOUR / 2);
    browser.post("/logout", &[]).await;
    site.clock.set(start);
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn a_log_out_everywhere_holds_after_the_clock_went_back() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let (start, mut thief) = (site.clock.now(), browser.clone());
    site.advance(HOUR / 2);
    browser.post("/everywhere", &[]).await;
    site.clock.set(start);
    assert_eq!(thief.who().await, "guest");
}

/// A clock that ran ahead and was set right must not stretch the idle timeout either.
#[tokio::test]
async fn a_session_that_was_seen_in_the_future_idles_from_now_on() {
    let site = Site::with(|manager| manager.idle_timeout(2 * HOUR).absolute_timeout(DAY));
    let mut browser = site.browser();
    let start = site.clock.now();
    browser.log_in("ada").await;
    site.advance(HOUR + 50 * MINUTE);
    assert_eq!(browser.who().await, "ada stale", "seen, says the wrong clock");
    site.clock.set(start.after(MINUTE));
    assert!(browser.get("/who").await.set_cookie("session").is_some(), "made anew");
    site.advance(2 * HOUR);
    assert_eq!(browser.who().await, "guest");
}

/// At the last moment that can be told nothing grows older, so nothing is believed.
#[tokio::test]
async fn at_the_end_of_time_nobody_is_logged_in() {
    let site = Site::new();
    site.clock.set(Timestamp::MAX);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.who().await, "guest");
}

/// What ended while the clock was ahead must neither come back nor lock anybody out once it is set right.
#[tokio::test]
async fn a_clock_that_was_ahead_locks_nobody_out() {
    let site = Site::new();
    let start = site.clock.now();
    let (mut early, mut thief) = (site.browser(), site.browser());
    early.log_in_remembered("ada").await;
    thief.clone_from(&early);
    site.advance(2 * DAY);
    early.post("/everywhere", &[]).await;
    site.clock.set(start.after(MINUTE));
    assert_eq!(thief.who().await, "guest");
    let mut again = site.browser();
    again.log_in("ada").await;
    assert_eq!(again.who().await, "ada fresh");
}
