//! Session fixation: what a browser brought along never becomes somebody's session.

use crate::common::Site;

#[tokio::test]
async fn logging_in_rotates_the_session_id() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut before = browser.clone();
    browser.log_in("ada").await;
    assert_ne!(before.ticket("session"), browser.ticket("session"));
    assert_eq!(before.who().await, "guest", "the old ticket dies");
    assert_eq!(browser.who().await, "ada fresh");
}

#[tokio::test]
async fn confirming_and_restamping_rotate_the_session_id() {
    let site = Site::new();
    for path in ["/confirm", "/password"] {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut before = browser.clone();
        browser.post(path, &[]).await;
        assert_ne!(before.ticket("session"), browser.ticket("session"), "{path}");
        assert_ne!(before.ticket("remember"), browser.ticket("remember"), "{path}");
        let mut remember_only = before.clone();
        remember_only.close();
        assert_eq!(before.who().await, "guest", "{path}");
        assert_eq!(remember_only.who().await, "guest", "{path}");
        assert_eq!(browser.who().await, "ada fresh remembered", "{path}");
        browser.close();
        assert_eq!(browser.who().await, "ada stale remembered", "{path}");
    }
}

/// The response with the new cookie is under way, and another tab still has the old one.
#[tokio::test]
async fn a_confirmed_log_in_ends_by_its_old_cookie_too() {
    for (path, ends) in [("/logout", true), ("/login", true), ("/confirm", false)] {
        let site = Site::new();
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        let mut other_tab = browser.clone();
        browser.post("/confirm", &[]).await;
        browser.post("/password", &[]).await;
        other_tab.post(path, &[("user", "ada")]).await;
        let who = if ends { "guest" } else { "ada fresh remembered" };
        assert_eq!(browser.who().await, who, "{path}");
    }
}

#[tokio::test]
async fn a_planted_session_of_the_attacker_is_not_merged_with_the_victims() {
    let site = Site::new();
    let (mut attacker, mut victim) = (site.browser(), site.browser());
    attacker.log_in("bob").await;
    victim.set_cookie("__Host-session", &attacker.ticket("session"));
    victim.log_in("ada").await;
    assert_eq!(victim.who().await, "ada fresh");
    assert_eq!(attacker.who().await, "guest", "the planted session ended");
}

#[tokio::test]
async fn logging_in_over_a_remembered_user_leaves_nothing_of_them() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut old = browser.clone();
    let page = browser.log_in("bob").await;
    assert!(page.deletes("remember"), "{page:?}");
    assert_eq!(browser.cookie_names(), ["__Host-session"]);
    let mut old_remember = old.clone();
    old_remember.close();
    assert_eq!(old.who().await, "guest");
    assert_eq!(old_remember.who().await, "guest");
    browser.close();
    assert_eq!(browser.who().await, "guest", "nobody comes back");
}

#[tokio::test]
async fn logging_in_over_a_remembered_user_without_a_session_leaves_nothing_of_them() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    browser.close();
    let mut old = browser.clone();
    browser.log_in_remembered("bob").await;
    assert_eq!(old.who().await, "guest");
    browser.close();
    assert_eq!(browser.who().await, "bob stale remembered");
}

#[tokio::test]
async fn junk_brought_along_is_replaced() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.set_cookie("__Host-session", "fixed");
    browser.set_cookie("__Host-remember", "fixed");
    browser.log_in("ada").await;
    assert_ne!(browser.ticket("session"), "fixed");
    assert_eq!(browser.cookie_names(), ["__Host-session"]);
}

#[tokio::test]
async fn no_two_log_ins_have_the_same_tickets() {
    let site = Site::new();
    let mut seen = std::collections::HashSet::new();
    for _ in 0..50 {
        let mut browser = site.browser();
        browser.log_in_remembered("ada").await;
        assert!(seen.insert(browser.ticket("session")) && seen.insert(browser.ticket("remember")));
    }
}
