//! Logging out, here and everywhere.

use axum::http::StatusCode;

use crate::common::{HOUR, MINUTE, Site};

#[tokio::test]
async fn a_log_out_ends_the_session_and_deletes_the_cookies() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.post("/logout", &[]).await.body, "true");
    assert!(browser.cookie_names().is_empty());
    assert_eq!(browser.who().await, "guest");
}

#[tokio::test]
async fn copies_of_the_tickets_are_worthless_after_the_log_out() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut thief = browser.clone();
    let mut thief_with_remember_only = browser.clone();
    thief_with_remember_only.drop_cookie("session");
    browser.post("/logout", &[]).await;
    assert_eq!(thief.who().await, "guest");
    assert_eq!(thief_with_remember_only.who().await, "guest");
}

#[tokio::test]
async fn a_session_restored_from_the_remember_ticket_ends_with_it() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut restored = browser.clone();
    restored.close();
    assert_eq!(restored.who().await, "ada stale remembered");
    browser.post("/logout", &[]).await;
    assert_eq!(restored.who().await, "guest", "it is the same log-in");
}

#[tokio::test]
async fn logging_out_from_the_restored_session_ends_the_first_one() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut copy = browser.clone();
    browser.close();
    browser.post("/logout", &[]).await;
    assert_eq!(copy.who().await, "guest");
}

#[tokio::test]
async fn a_log_out_without_the_remember_cookie_still_ends_it() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut thief = browser.clone();
    thief.drop_cookie("session");
    browser.drop_cookie("remember");
    browser.post("/logout", &[]).await;
    site.advance(20 * 24 * HOUR);
    assert_eq!(thief.who().await, "guest");
}

/// Whoever goes on with a copy keeps the log-in alive, while the owner's own ticket is too old to say who is there.
#[tokio::test]
async fn an_idle_session_still_ends_its_log_in() {
    for is_log_out in [true, false] {
        let site = Site::new();
        let mut browser = site.browser();
        browser.log_in("ada").await;
        let mut thief = browser.clone();
        for _ in 0..2 {
            site.advance(40 * MINUTE);
            assert_eq!(thief.who().await, "ada stale");
        }
        site.advance(50 * MINUTE);
        assert_eq!(browser.clone().who().await, "guest", "it is idle");
        if is_log_out {
            browser.post("/logout", &[]).await;
        } else {
            browser.log_in("ada").await;
        }
        assert_eq!(thief.who().await, "guest");
    }
}

/// Or who keeps old cookies could fill the list with them, and log everybody out, again and again.
#[tokio::test]
async fn what_ended_is_not_ended_once_more() {
    let site = Site::with(|manager| manager.ended_logins_capacity(64));
    let mut old: Vec<_> = (0..64).map(|_| site.browser()).collect();
    for browser in &mut old {
        browser.log_in_remembered("bob").await;
    }
    let mut ended = site.browser();
    ended.log_in("bob").await;
    ended.post("/everywhere", &[]).await;
    let mut ada = site.browser();
    ada.log_in("ada").await;
    for browser in &old {
        browser.clone().post("/logout", &[]).await;
    }
    assert_eq!(ada.who().await, "ada fresh");
}

#[tokio::test]
async fn a_guest_logs_out_and_nothing_happens() {
    let site = Site::new();
    let mut browser = site.browser();
    let page = browser.post("/logout", &[]).await;
    assert_eq!((page.status, &*page.body), (StatusCode::OK, "false"));
    assert!(page.set_cookies().is_empty());
}

#[tokio::test]
async fn logging_out_twice_is_no_mistake() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut second_tab = browser.clone();
    assert_eq!(browser.post("/logout", &[]).await.body, "true");
    assert_eq!(second_tab.post("/logout", &[]).await.body, "false");
}

#[tokio::test]
async fn logging_out_spares_the_other_browsers() {
    let site = Site::new();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in_remembered("ada").await;
    phone.log_in_remembered("ada").await;
    laptop.post("/logout", &[]).await;
    assert_eq!(phone.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn logging_out_everywhere_ends_every_log_in_of_the_user() {
    let site = Site::new();
    let (mut laptop, mut phone, mut bob) = (site.browser(), site.browser(), site.browser());
    laptop.log_in("ada").await;
    phone.log_in_remembered("ada").await;
    bob.log_in("bob").await;
    let mut thief = phone.clone();
    thief.close();
    site.advance(HOUR / 4);
    let page = laptop.post("/everywhere", &[]).await;
    assert!(page.deletes("session"), "{page:?}");
    assert_eq!(laptop.who().await, "guest");
    assert_eq!(phone.who().await, "guest");
    assert_eq!(thief.who().await, "guest");
    assert_eq!(bob.who().await, "bob stale", "only the user who asked for it");
}

#[tokio::test]
async fn after_logging_out_everywhere_one_logs_in_again_at_once() {
    let site = Site::new();
    let mut browser = site.browser();
    for _ in 0..5 {
        browser.log_in_remembered("ada").await;
        assert_eq!(browser.who().await, "ada fresh remembered");
        browser.close();
        assert_eq!(browser.who().await, "ada stale remembered");
        assert_eq!(browser.who().await, "ada stale remembered", "restored once");
        assert_eq!(browser.post("/everywhere", &[]).await.status, StatusCode::OK);
        assert_eq!(browser.who().await, "guest");
    }
}

#[tokio::test]
async fn a_session_restored_right_after_logging_out_everywhere_is_as_good_as_any() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    browser.post("/everywhere", &[]).await;
    browser.log_in_remembered("ada").await;
    browser.close();
    browser.who().await;
    assert!(browser.get("/who").await.set_cookies().is_empty(), "restored once");
    browser.post("/confirm", &[]).await;
    assert_eq!(browser.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn logging_out_everywhere_twice_within_a_second_ends_what_was_between() {
    let site = Site::new();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    laptop.log_in("ada").await;
    laptop.post("/everywhere", &[]).await;
    phone.log_in("ada").await;
    laptop.log_in("ada").await;
    laptop.post("/everywhere", &[]).await;
    assert_eq!(phone.who().await, "guest");
}

#[tokio::test]
async fn logging_out_everywhere_again_after_the_clock_went_back_revives_nothing() {
    let site = Site::new();
    let (mut laptop, mut phone) = (site.browser(), site.browser());
    let start = login_runtime::Clock::now(&site.clock);
    site.advance(HOUR / 60);
    phone.log_in("ada").await;
    laptop.log_in("ada").await;
    laptop.post("/everywhere", &[]).await;
    assert_eq!(phone.clone().who().await, "guest");
    let mut tablet = site.browser();
    site.clock.set(start);
    tablet.log_in("ada").await;
    tablet.post("/everywhere", &[]).await;
    assert_eq!(phone.who().await, "guest");
}

/// A user who is switched off while logging out must not be let in again by a copy once switched on.
#[tokio::test]
async fn a_log_out_counts_also_while_the_user_is_switched_off() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut thief = browser.clone();
    site.users.switch_on("ada", false);
    browser.post("/logout", &[]).await;
    site.users.switch_on("ada", true);
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn a_log_out_ends_the_session_and_another_users_remember_cookie() {
    let site = Site::new();
    let (mut browser, mut other) = (site.browser(), site.browser());
    browser.log_in("ada").await;
    other.log_in_remembered("bob").await;
    browser.set_cookie("__Host-remember", &other.ticket("remember"));
    assert_eq!(browser.who().await, "ada fresh", "the session beats the remember cookie");
    browser.post("/logout", &[]).await;
    assert!(browser.cookie_names().is_empty());
    assert_eq!(other.who().await, "guest", "the browser is done with both");
}
