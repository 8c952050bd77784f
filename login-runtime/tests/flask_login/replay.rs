//! Copies of the cookies of a log-in that has ended.

use crate::common::{Browser, Site};

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
