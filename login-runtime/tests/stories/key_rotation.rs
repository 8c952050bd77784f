//! Rotating the key logs nobody out; a key that is not in the ring lets nobody in.

use login_runtime::{KeyRing, LoginManager, LoginManagerBuilder, SessionProtection};

use crate::common::{Browser, Site, key};

/// The same site with other keys, in the place of the first one.
fn with_keys(site: &Site, ring: KeyRing) -> Site {
    site.restarted(|_| site.remembering(settings(LoginManager::new(ring)).clock(site.clock.clone())))
}

fn settings(manager: LoginManagerBuilder) -> LoginManagerBuilder {
    manager.login_view("/login").session_protection(SessionProtection::Strong)
}

/// A site with key 1, and a browser in which Ada is logged in and remembered.
async fn before() -> (Site, Browser) {
    let site = Site::with(settings);
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    (site, browser)
}

#[tokio::test]
async fn a_retired_key_keeps_people_in_and_re_issues_once() {
    let (site, mut browser) = before().await;
    let rotated = with_keys(&site, KeyRing::new(key(2)).retire(key(1)));
    browser.app = rotated.app.clone();
    let page = browser.get("/who").await;
    assert_eq!(page.body, "ada fresh remembered");
    assert!(page.set_cookie("session").is_some(), "{page:?}");
    assert!(browser.get("/who").await.set_cookies().is_empty());
    let new_key_only = with_keys(&site, KeyRing::new(key(2)));
    browser.app = new_key_only.app;
    assert_eq!(browser.who().await, "ada fresh remembered", "the new ticket needs the new key only");
}

#[tokio::test]
async fn a_remember_ticket_of_a_retired_key_is_re_issued_when_it_is_used() {
    let (site, mut browser) = before().await;
    site.advance(crate::common::DAY);
    let rotated = with_keys(&site, KeyRing::new(key(2)).retire(key(1)));
    browser.app = rotated.app;
    browser.close();
    let page = browser.get("/who").await;
    assert_eq!(page.body, "ada stale remembered");
    assert!(page.set_cookie("remember").is_some() && page.set_cookie("session").is_some(), "{page:?}");
    assert_eq!(browser.kept_for("remember"), Some(29 * crate::common::DAY), "not a day longer");
    assert!(browser.get("/who").await.set_cookies().is_empty());
    browser.close();
    browser.app = with_keys(&site, KeyRing::new(key(2))).app;
    assert_eq!(browser.who().await, "ada stale remembered");
}

#[tokio::test]
async fn a_key_that_is_not_in_the_ring_is_a_guest() {
    let (site, mut browser) = before().await;
    browser.app = with_keys(&site, KeyRing::new(key(2)).retire(key(3))).app;
    let page = browser.get("/who").await;
    assert_eq!(page.body, "guest");
    assert!(page.deletes("session") && page.deletes("remember"));
}

#[tokio::test]
async fn a_retired_ticket_is_worth_no_more_than_any_other() {
    let (site, mut browser) = before().await;
    let rotated = with_keys(&site, KeyRing::new(key(2)).retire(key(1)));
    browser.app = rotated.app.clone();
    let mut thief = browser.clone();
    thief.agent = "curl";
    assert_eq!(thief.who().await, "guest", "the client is told under the old key too");
    let mut copy = browser.clone();
    site.users.change_password("ada");
    assert_eq!(copy.who().await, "guest", "the stamp is compared under the old key too");
}

#[tokio::test]
async fn a_log_out_after_the_rotation_ends_the_old_tickets() {
    let (site, mut browser) = before().await;
    browser.app = with_keys(&site, KeyRing::new(key(2)).retire(key(1))).app;
    let mut thief = browser.clone();
    let mut remember_only = browser.clone();
    remember_only.close();
    browser.who().await;
    browser.post("/logout", &[]).await;
    assert_eq!(thief.who().await, "guest");
    assert_eq!(remember_only.who().await, "guest");
}

#[tokio::test]
async fn several_retired_keys_work_side_by_side() {
    let (site, browser_of_1) = before().await;
    let middle = with_keys(&site, KeyRing::new(key(2)).retire(key(1)));
    let mut browser_of_2 = middle.browser();
    browser_of_2.log_in("bob").await;
    let last = with_keys(&site, KeyRing::new(key(3)).retire(key(2)).retire(key(1)));
    for (mut browser, who) in [(browser_of_1, "ada fresh remembered"), (browser_of_2, "bob fresh")] {
        browser.app = last.app.clone();
        assert_eq!(browser.who().await, who);
    }
}

#[tokio::test]
async fn another_application_with_the_same_key_accepts_nothing() {
    let (site, mut browser) = before().await;
    browser.app = site.restarted(|manager| manager.application("shop")).app;
    assert_eq!(browser.who().await, "guest");
}
