//! Where one is logged in.

use std::time::Duration;

use axum::http::StatusCode;

use crate::support::Site;

#[tokio::test]
async fn a_device_is_logged_out_from_another_one() {
    let site = Site::start().await;
    let mut lost = site.browser_of("demo").await;
    site.clock.advance(Duration::from_mins(1));
    let mut here = site.browser_of("demo").await;
    let page = here.get("/account/devices").await;
    page.shows("this one");
    page.shows("Log out there");
    page.shows("Thu, 01 Jan 2026 00:01:00 GMT");

    let fields = [("owner", &*page.field("owner")), ("handle", &page.field("handle"))];
    assert_eq!(here.post("/account/devices", &fields).await.redirects_to(), "/account/devices");
    assert!(lost.get("/dashboard").await.redirects_to().starts_with("/login"));
    here.get("/account/devices").await.hides("Log out there");
    assert_eq!(here.post("/account/devices", &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn all_other_devices_are_logged_out_at_once() {
    let site = Site::start().await;
    let (mut lost, mut admin) = (site.browser_of("demo").await, site.browser_of("admin").await);
    let mut here = site.browser_of("demo").await;
    let owner = here.get("/account/devices").await.field("owner");
    here.post("/account/devices/others", &[("owner", &owner)]).await.redirects_to();
    lost.get("/dashboard").await.redirects_to();
    here.get("/dashboard").await.shows("Hello, demo");
    admin.get("/dashboard").await.shows("Hello, admin");
}

#[tokio::test]
async fn nobody_ends_the_log_in_of_somebody_else() {
    let site = Site::start().await;
    let (mut first, mut second) = (site.browser_of("admin").await, site.browser_of("admin").await);
    let handle = first.get("/account/devices").await.field("handle");
    let mut demo = site.browser_of("demo").await;
    let owner = demo.get("/account").await.field("owner");
    let fields = [("owner", &*owner), ("handle", &handle)];
    assert_eq!(demo.post("/account/devices", &fields).await.status, StatusCode::NOT_FOUND);
    let nonsense = [("owner", &*owner), ("handle", "../admin")];
    assert_eq!(demo.post("/account/devices", &nonsense).await.status, StatusCode::NOT_FOUND);
    for browser in [&mut first, &mut second] {
        browser.get("/dashboard").await.shows("Hello, admin");
    }
}

#[tokio::test]
async fn the_list_asks_for_the_password_again() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    site.clock.advance(Duration::from_mins(16));
    assert_eq!(demo.get("/account/devices").await.redirects_to(), "/confirm?next=%2Faccount%2Fdevices");
}
