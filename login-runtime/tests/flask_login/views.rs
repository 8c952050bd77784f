//! Which page people are sent to: the manager's, or one of a router's own.

use axum::http::StatusCode;
use login_runtime::routing::get;
use login_runtime::{Router, fresh_login_required, login_required};

use crate::common::{Site, User, Users, guarded_routes};

#[login_required]
async fn closed() {}

#[fresh_login_required]
async fn fresh() {}

/// Routes that ask for a log-in, and for a fresh one.
fn pages() -> Router<User, Users> {
    Router::new().route("/closed", get(closed)).route("/fresh", get(fresh))
}

/// Where a guest of the site is sent from a path; `None` where the answer is a plain 401.
async fn sent_to(site: &Site, path: &str) -> Option<String> {
    let page = site.browser().get(path).await;
    let expected = if page.location().is_some() { StatusCode::SEE_OTHER } else { StatusCode::UNAUTHORIZED };
    assert_eq!(page.status, expected, "{path}");
    page.location().map(str::to_owned)
}

#[tokio::test]
async fn t027_each_router_sends_people_to_its_own_page_with_their_whole_path() {
    let blog = pages().login_view("/blog/login");
    let shop = pages().login_view("/shop/login");
    let site = Site::with_routes(pages().nest("/blog", blog).nest("/shop", shop), |manager| manager);
    for (path, location) in [
        ("/closed", "/login?next=%2Fclosed"),
        ("/blog/closed", "/blog/login?next=%2Fblog%2Fclosed"),
        ("/shop/closed", "/shop/login?next=%2Fshop%2Fclosed"),
    ] {
        assert_eq!(sent_to(&site, path).await.as_deref(), Some(location));
    }
}

#[tokio::test]
async fn t028_a_page_set_for_the_whole_router_stands_in_for_the_managers() {
    let site = Site::with_routes(pages().login_view("/app-login"), |manager| manager);
    assert_eq!(sent_to(&site, "/closed").await.as_deref(), Some("/app-login?next=%2Fclosed"));
}

/// Flask-Login has this by accident: its comment promises that a blueprint whose view is `None` falls back to the application's.
/// Ours has a name for it.
#[tokio::test]
async fn e47_a_router_without_views_answers_401() {
    let site = Site::with_routes(guarded_routes().nest("/api", pages().no_views()), |manager| manager);
    assert_eq!(sent_to(&site, "/api/closed").await, None);
    assert_eq!(sent_to(&site, "/dashboard").await.as_deref(), Some("/login?next=%2Fdashboard"));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    let page = browser.get("/api/fresh").await;
    assert_eq!((page.status, page.location()), (StatusCode::UNAUTHORIZED, None), "nor a page to confirm on");
}

/// In Flask-Login the first blueprint with a view of its own takes the application's away from all the others, which answer 401
/// from then on. A router of ours that says nothing asks the one around it, and the outermost the manager.
#[tokio::test]
async fn e48_a_router_that_says_nothing_has_the_views_around_it() {
    let inner = Router::new().nest("/silent", pages());
    let admin = inner.login_view("/admin/login");
    let routes = Router::new().nest("/admin", admin).nest("/silent", pages()).merge(pages());
    let site = Site::with_routes(routes, |manager| manager);
    for (path, location) in [
        ("/admin/silent/closed", "/admin/login?next=%2Fadmin%2Fsilent%2Fclosed"),
        ("/silent/closed", "/login?next=%2Fsilent%2Fclosed"),
        ("/closed", "/login?next=%2Fclosed"),
    ] {
        assert_eq!(sent_to(&site, path).await.as_deref(), Some(location));
    }
}

/// Flask-Login looks for the exact name of a nested blueprint and never for its parent's. Here the nearest router that says
/// something decides, for each of the two views on its own.
#[tokio::test]
async fn e49_the_nearest_router_that_names_a_page_decides() {
    let innermost = pages().refresh_view("/a/b/confirm");
    let middle = pages().login_view("/a/login").nest("/b", innermost);
    let routes = guarded_routes().nest("/a", middle);
    let site = Site::with_routes(routes, |manager| manager);
    assert_eq!(sent_to(&site, "/a/b/closed").await.as_deref(), Some("/a/login?next=%2Fa%2Fb%2Fclosed"));
    let mut browser = site.browser();
    browser.log_in_with("ada", &[("stale", "on")]).await;
    for (path, location) in
        [("/a/b/fresh", "/a/b/confirm?next=%2Fa%2Fb%2Ffresh"), ("/a/fresh", "/confirm?next=%2Fa%2Ffresh")]
    {
        assert_eq!(browser.get(path).await.location(), Some(location));
    }
}

#[tokio::test]
async fn e49_the_layer_of_a_plain_router_has_views_of_its_own_too() {
    let site = Site::build(
        |manager| manager,
        |manager, users| {
            let routes = || axum::Router::new().route("/closed", axum::routing::get(closed));
            let layer = manager.layer::<User, _>(users.clone());
            axum::Router::new()
                .nest("/admin", routes().layer(layer.clone().login_view("/admin/login")))
                .nest("/api", routes().layer(layer.clone().no_views()))
                .merge(routes().layer(layer))
                .with_state(users)
        },
    );
    assert_eq!(sent_to(&site, "/admin/closed").await.as_deref(), Some("/admin/login?next=%2Fadmin%2Fclosed"));
    assert_eq!(sent_to(&site, "/api/closed").await, None);
    assert_eq!(sent_to(&site, "/closed").await.as_deref(), Some("/login?next=%2Fclosed"));
}

/// Flask-Login's `set_login_view` fails with an `AttributeError` once a blueprint has a view. Ours may be called in any order.
#[tokio::test]
async fn e50_the_order_of_the_calls_does_not_matter() {
    let blog = || pages().login_view("/blog/login");
    let after = Router::new().nest("/blog", blog()).merge(pages()).login_view("/app-login");
    let before = Router::new().login_view("/app-login").merge(pages()).nest("/blog", blog());
    for routes in [after, before] {
        let site = Site::with_routes(routes, |manager| manager);
        assert_eq!(sent_to(&site, "/closed").await.as_deref(), Some("/app-login?next=%2Fclosed"));
        assert_eq!(
            sent_to(&site, "/blog/closed").await.as_deref(),
            Some("/blog/login?next=%2Fblog%2Fclosed")
        );
    }
    let last = pages().login_view("/first").login_view("/last");
    let site = Site::with_routes(last, |manager| manager);
    assert_eq!(sent_to(&site, "/closed").await.as_deref(), Some("/last?next=%2Fclosed"));
}
