//! What single requests opt out of.

use axum::Extension;
use axum::http::StatusCode;
use login_runtime::LoginOptions;

use crate::common::{Browser, HOUR, MINUTE, Site};

/// A page of the same browser that asks by itself, again and again.
fn polling(site: &Site, browser: &Browser, options: LoginOptions) -> Browser {
    let mut polling = browser.clone();
    polling.app = site.app.clone().layer(Extension(options));
    polling
}

#[tokio::test]
async fn a_passive_request_is_no_sign_of_life() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut page = polling(&site, &browser, LoginOptions::new().passive());
    site.advance(40 * MINUTE);
    assert_eq!(page.who().await, "ada stale");
    assert_eq!(page.ticket("session"), browser.ticket("session"), "nothing was made anew");
    site.advance(20 * MINUTE);
    assert_eq!(page.who().await, "guest", "an hour since somebody was there");
}

#[tokio::test]
async fn a_passive_request_is_no_sign_of_life_when_its_ticket_is_made_anew_all_the_same() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in("ada").await;
    let mut page = polling(&site, &browser, LoginOptions::new().passive());
    page.agent = "another";
    site.advance(40 * MINUTE);
    assert_eq!(page.who().await, "ada stale");
    assert_ne!(page.ticket("session"), browser.ticket("session"), "it says that it is not fresh");
    site.advance(20 * MINUTE);
    assert_eq!(page.who().await, "guest");
}

#[tokio::test]
async fn a_request_that_takes_no_notice_of_cookies_is_a_guests_and_leaves_them_alone() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let mut api = polling(&site, &browser, LoginOptions::new().ignore_cookies());
    let page = api.fetch("/dashboard").await;
    assert_eq!((page.status, page.set_cookies().len()), (StatusCode::UNAUTHORIZED, 0));
    site.advance(2 * HOUR);
    assert_eq!(api.who().await, "guest", "not by the remember cookie either");
    assert_eq!(browser.who().await, "ada stale remembered");
}

/// Or whoever was remembered in this browser would come back in the place of whoever logged in.
#[tokio::test]
async fn a_log_in_that_takes_no_notice_of_cookies_replaces_them_all_the_same() {
    let site = Site::new();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    let stolen = browser.clone();
    let mut api = polling(&site, &browser, LoginOptions::new().ignore_cookies());
    let page = api.log_in("bob").await;
    assert!(page.set_cookie("session").is_some() && page.deletes("remember"), "{page:?}");
    assert_eq!(stolen.clone().who().await, "guest");
    assert!(api.post("/logout", &[]).await.deletes("session"));
}
