//! A ticket in the hands of another client.

use axum::http::StatusCode;
use login_runtime::SessionProtection;

use crate::common::{Browser, Site};

/// A site with this protection, and a browser that stole the cookies of somebody who is remembered.
async fn theft(protection: SessionProtection) -> (Site, Browser, Browser) {
    let site = Site::with(|manager| manager.session_protection(protection));
    let mut victim = site.browser();
    victim.log_in_remembered("ada").await;
    let mut thief = victim.clone();
    thief.agent = "curl";
    (site, victim, thief)
}

#[tokio::test]
async fn the_same_client_stays_logged_in_and_fresh_in_every_mode() {
    for protection in [SessionProtection::None, SessionProtection::Basic, SessionProtection::Strong] {
        let (_site, mut victim, _) = theft(protection).await;
        for _ in 0..3 {
            assert_eq!(victim.who().await, "ada fresh remembered", "{protection:?}");
        }
    }
}

#[tokio::test]
async fn without_protection_another_client_goes_on() {
    let (_site, _, mut thief) = theft(SessionProtection::None).await;
    assert_eq!(thief.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn basic_protection_makes_the_session_stale_until_it_is_confirmed() {
    let (_site, mut victim, mut thief) = theft(SessionProtection::Basic).await;
    assert_eq!(thief.get("/fresh").await.status, StatusCode::SEE_OTHER, "already at the first request");
    assert_eq!(thief.who().await, "ada stale remembered");
    assert!(thief.get("/who").await.set_cookies().is_empty(), "told once, and then the client is known");
    assert_eq!(victim.who().await, "ada fresh remembered", "the owner has lost nothing");
    thief.post("/confirm", &[]).await;
    assert_eq!(thief.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn going_back_to_the_first_client_does_not_bring_freshness_back() {
    let (_site, victim, mut thief) = theft(SessionProtection::Basic).await;
    thief.who().await;
    thief.agent = victim.agent;
    assert_eq!(thief.who().await, "ada stale remembered");
}

#[tokio::test]
async fn strong_protection_makes_another_client_a_guest_and_deletes_its_cookies() {
    let (_site, mut victim, mut thief) = theft(SessionProtection::Strong).await;
    thief.set_cookie("theme", "dark");
    let page = thief.get("/who").await;
    assert_eq!(page.body, "guest");
    assert!(page.deletes("session") && page.deletes("remember"), "{page:?}");
    assert_eq!(thief.cookie_names(), ["theme"], "the application's own cookies stay");
    assert_eq!(victim.who().await, "ada fresh remembered", "the owner has lost nothing");
}

#[tokio::test]
async fn strong_protection_covers_the_remember_ticket_too() {
    let (_site, mut victim, mut thief) = theft(SessionProtection::Strong).await;
    thief.close();
    assert_eq!(thief.who().await, "guest");
    victim.close();
    assert_eq!(victim.who().await, "ada stale remembered");
    assert_eq!(victim.who().await, "ada stale remembered", "and again after the restore");
}

#[tokio::test]
async fn a_client_without_a_name_is_a_client_too() {
    let (_site, _, mut thief) = theft(SessionProtection::Strong).await;
    thief.agent = "";
    assert_eq!(thief.who().await, "guest");
}

#[tokio::test]
async fn forwarding_headers_are_nobodys_identity() {
    let (_site, mut victim, _) = theft(SessionProtection::Strong).await;
    let headers = [("x-forwarded-for", "6.6.6.6"), ("forwarded", "for=6.6.6.6"), ("x-real-ip", "6.6.6.6")];
    let page = victim.ask(axum::http::Method::GET, "/who", &headers, axum::body::Body::empty()).await;
    assert_eq!(page.body, "ada fresh remembered");
}

#[tokio::test]
async fn a_guest_is_not_protected_from_anything() {
    for protection in [SessionProtection::None, SessionProtection::Basic, SessionProtection::Strong] {
        let site = Site::with(|manager| manager.session_protection(protection));
        let mut browser = site.browser();
        assert!(browser.get("/who").await.set_cookies().is_empty());
        browser.get("/dashboard").await;
        browser.agent = "another";
        assert_eq!(
            browser.get("/login").await.body,
            "flash: [message] Please log in to access this page.; next: ",
            "{protection:?}: a message is not a session"
        );
    }
}
