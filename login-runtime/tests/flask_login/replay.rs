//! Copies of the cookies of a log-in that has ended.

use login_runtime::SessionProtection;

use crate::common::{Browser, HOUR, MINUTE, SECOND, Site};

/// A copy with these of our cookies alone.
fn copy(browser: &Browser, kept: &[&str]) -> Browser {
    let mut copy = browser.clone();
    for name in ["session", "remember"] {
        if !kept.contains(&name) {
            copy.drop_cookie(name);
        }
    }
    copy
}

/// Flask-Login lets both in again: nothing of a log-in is kept by the server, so nothing can be ended there. Ours remembers what has
/// ended for as long as its tickets would have been good.
#[tokio::test]
async fn e41_neither_cookie_is_good_after_the_log_out() {
    let site = Site::new();
    for sent in [&["session", "remember"][..], &["session"], &["remember"]] {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let copies =
            [&["session", "remember"][..], &["session"], &["remember"]].map(|kept| copy(&browser, kept));
        assert_eq!(copy(&browser, &["session"]).who().await, "ada fresh remembered", "before");
        let mut leaving = copy(&browser, sent);
        assert_eq!(leaving.post("/logout", &[]).await.body, "true");
        for mut copy in copies {
            assert_eq!(copy.who().await, "guest", "{:?} after a log-out with {sent:?}", copy.cookie_names());
        }
    }
}

#[tokio::test]
async fn e41_a_session_restored_elsewhere_ends_with_its_log_in() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut elsewhere = copy(&browser, &["remember"]);
    assert_eq!(elsewhere.who().await, "ada stale remembered");
    browser.post("/logout", &[]).await;
    for kept in [&["session"][..], &["remember"]] {
        assert_eq!(copy(&elsewhere, kept).who().await, "guest", "{kept:?}");
    }
}

/// A cookie that is made anew with each request outlives the one that its owner logs out with, here from a browser that was brought
/// up to date and is nobody's client any more. What has ended is remembered for as long as any copy may live.
#[tokio::test]
async fn e41_a_copy_that_was_renewed_since_is_refused_for_as_long_as_it_lives() {
    let site = Site::with(|manager| {
        let manager = manager.session_protection(SessionProtection::Strong).renew_remember_on_each_request();
        // So short that whatever is remembered no longer than that makes room for others at once.
        let manager = manager.idle_timeout(2 * SECOND).absolute_timeout(2 * SECOND).ended_logins_capacity(64);
        manager.remember_for(HOUR)
    });
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut thief = copy(&browser, &["remember"]);
    site.advance(HOUR - MINUTE);
    assert_eq!(thief.who().await, "ada stale remembered");
    assert_eq!(thief.kept_for("remember"), Some(HOUR));
    browser.agent = "Firefox, updated";
    assert_eq!(browser.post("/logout", &[]).await.body, "false");
    assert_eq!(thief.who().await, "guest");

    site.advance(2 * MINUTE);
    let mut others = site.browser();
    // Enough to come by each of the 64 places in which they are remembered.
    for _ in 0..1_000 {
        others.log_in("bob").await;
        others.post("/logout", &[]).await;
        site.advance(3 * SECOND);
    }
    assert!(thief.cookie_names().contains(&"__Host-remember"), "it lives: {:?}", thief.kept_for("remember"));
    assert_eq!(thief.who().await, "guest");
}
