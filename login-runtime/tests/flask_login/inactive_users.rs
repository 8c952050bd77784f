//! Users who are switched off.

use axum::http::StatusCode;
use login_runtime::routing::post;

use crate::common::{Site, guarded_routes};
use crate::world::{Heard, attempt};

/// A site on which Cleo is switched off, and what it tells.
fn site() -> (Site, Heard) {
    let heard = Heard::default();
    let routes = guarded_routes().route("/attempt", post(attempt));
    let site = Site::with_routes(routes, |manager| heard.listen(manager));
    site.users.switch_on("cleo", false);
    (site, heard)
}

#[tokio::test]
async fn t012_whoever_is_switched_off_is_not_logged_in() {
    let (site, _) = site();
    let page = site.browser().post("/attempt", &[("user", "cleo")]).await;
    assert_eq!(page.body, "Err(Inactive), guest");
}

#[tokio::test]
async fn t013_whoever_is_switched_off_is_logged_in_by_force() {
    let (site, _) = site();
    let page = site.browser().post("/attempt", &[("user", "cleo"), ("force", "on")]).await;
    assert_eq!(page.body, "Ok(()), cleo fresh");
}

#[tokio::test]
async fn e18_a_log_in_of_whoever_is_switched_off_changes_and_tells_nothing() {
    let (site, heard) = site();
    let mut browser = site.browser();
    browser.log_in_remembered("ada").await;
    heard.take();
    let page = browser.post("/login", &[("user", "cleo"), ("remember", "on")]).await;
    assert_eq!((page.status, page.set_cookies()), (StatusCode::FORBIDDEN, vec![]));
    assert_eq!(heard.take(), [""; 0]);
    assert_eq!(browser.who().await, "ada fresh remembered");
}

#[tokio::test]
async fn e19_the_guards_refuse_whoever_was_logged_in_by_force() {
    let (site, _) = site();
    for remember in [&[][..], &[("remember", "on")]] {
        let mut browser = site.browser();
        browser.log_in_with("cleo", &[&[("force", "on")], remember].concat()).await;
        assert_eq!(browser.get("/dashboard").await.location(), Some("/login?next=%2Fdashboard"));
        assert_eq!(browser.fetch("/fresh").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(browser.who().await, "guest");
    }
}
