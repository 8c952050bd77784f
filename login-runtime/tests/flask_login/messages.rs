//! The message that a refusal leaves for the page it sends people to.

use axum::body::Body;
use axum::http::{HeaderMap, Method, header};

use crate::common::{Browser, Site};

/// Ada, whose log-in is not fresh.
async fn stale(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    browser
}

fn to_german(message: &str, _: &HeaderMap) -> Option<String> {
    Some(format!("Auf Deutsch: {message}"))
}

#[tokio::test]
async fn t020_a_guest_reads_the_message_once_under_its_category() {
    let site = Site::with(|manager| manager.login_message("Log in!").login_message_category("primary"));
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    assert_eq!(browser.get("/login").await.body, "flash: [primary] Log in!; next: ");
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ");
}

#[tokio::test]
async fn t021_a_guest_reads_the_message_in_translation() {
    let site = Site::with(|manager| {
        let manager = manager.login_message("Log in!").login_message_category("primary");
        manager.localize_messages(to_german)
    });
    let mut browser = site.browser();
    browser.get("/dashboard").await;
    assert_eq!(browser.get("/login").await.body, "flash: [primary] Auf Deutsch: Log in!; next: ");
}

#[tokio::test]
async fn t051_who_has_to_confirm_reads_the_message_once_under_its_category() {
    let site = Site::with(|manager| {
        let manager = manager.refresh_view("/login");
        manager.refresh_message("Still you?").refresh_message_category("secondary")
    });
    let mut browser = stale(&site).await;
    browser.get("/fresh").await;
    assert_eq!(browser.get("/login").await.body, "flash: [secondary] Still you?; next: ");
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ");
}

#[tokio::test]
async fn t052_who_has_to_confirm_reads_the_message_in_translation() {
    let site = Site::with(|manager| {
        manager.refresh_view("/login").refresh_message("Still you?").localize_messages(to_german)
    });
    let mut browser = stale(&site).await;
    browser.get("/fresh").await;
    assert_eq!(browser.get("/login").await.body, "flash: [message] Auf Deutsch: Still you?; next: ");
}

/// Flask-Login queues one message for each refusal, so a browser that restores six tabs reads the same sentence six times. Ours
/// keeps the latest one alone.
#[tokio::test]
async fn e62_repeated_refusals_leave_one_message_and_a_silent_manager_none() {
    let site = Site::new();
    let mut browser = site.browser();
    for _ in 0..6 {
        browser.get("/dashboard").await;
    }
    let page = browser.get("/login").await;
    assert_eq!(page.body, "flash: [message] Please log in to access this page.; next: ");
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ");

    let silent = Site::with(|manager| manager.no_login_message().no_refresh_message());
    assert_eq!(silent.browser().get("/dashboard").await.set_cookies(), [""; 0]);
    assert_eq!(stale(&silent).await.get("/fresh").await.set_cookies(), [""; 0]);
}

/// Flask-Login flashes the `None` of a translator that has nothing to say, and pages show that word. Ours leaves no message.
#[tokio::test]
async fn e63_a_translator_with_nothing_to_say_leaves_no_message() {
    let only_german = |message: &str, headers: &HeaderMap| {
        (headers.get(header::ACCEPT_LANGUAGE)? == "de").then(|| message.to_owned())
    };
    let site = Site::with(|manager| manager.localize_messages(only_german));
    let mut browser = site.browser();
    let page = browser.get("/dashboard").await;
    assert_eq!((page.location(), page.set_cookies()), (Some("/login?next=%2Fdashboard"), Vec::new()));
    assert_eq!(browser.get("/login").await.body, "flash: ; next: ");
    browser
        .ask(Method::GET, "/dashboard", &[("accept", "text/html"), ("accept-language", "de")], Body::empty())
        .await;
    assert_eq!(
        browser.get("/login").await.body,
        "flash: [message] Please log in to access this page.; next: "
    );
}
