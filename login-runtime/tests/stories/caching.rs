//! What depends on who asks is stored nowhere; what does not is left alone.

use axum::http::{HeaderName, header};
use axum::response::{AppendHeaders, IntoResponse};
use login_runtime::{CurrentUser, Router, login_required, public, routing::get};

use crate::common::{Site, User, Users, guarded_routes};

#[tokio::test]
async fn every_page_that_asked_who_is_there_is_private() {
    let site = Site::new();
    let (mut guest, mut ada) = (site.browser(), site.browser());
    ada.log_in("ada").await;
    for path in ["/who", "/dashboard", "/fresh", "/join", "/deep", "/five-times"] {
        assert!(guest.get(path).await.is_private(), "{path} for a guest");
        assert!(ada.get(path).await.is_private(), "{path} for Ada");
    }
    for path in ["/login", "/logout", "/confirm", "/login-then-fail", "/logout-then-fail"] {
        let page = site.browser().post(path, &[("user", "bob")]).await;
        assert!(page.is_private(), "{path} {page:?}");
    }
}

#[tokio::test]
async fn a_page_that_asked_nothing_is_left_alone() {
    let site = Site::new();
    let mut ada = site.browser();
    ada.log_in("ada").await;
    for path in ["/", "/nowhere", "/login"] {
        for page in [ada.get(path).await, site.browser().get(path).await] {
            assert_eq!((page.header("cache-control"), page.header("vary")), (None, None), "{path}");
        }
    }
}

#[public]
async fn cached(user: Option<CurrentUser<User>>) -> impl IntoResponse {
    let name = user.map(|user| user.name.clone()).unwrap_or_default();
    ([(header::CACHE_CONTROL, "public, max-age=3600"), (header::VARY, "Accept")], name)
}

#[login_required]
async fn varied() -> impl IntoResponse {
    AppendHeaders([
        (header::VARY, "accept , cOOkie"),
        (header::CACHE_CONTROL, "Public"),
        (header::CACHE_CONTROL, "immutable"),
    ])
}

#[login_required]
async fn star() -> impl IntoResponse {
    [(header::VARY, "*")]
}

#[tokio::test]
async fn whatever_the_handler_said_of_caches_ends_in_no_store() {
    let routes: Router<User, Users> = guarded_routes()
        .route("/cached", get(cached))
        .route("/varied", get(varied))
        .route("/star", get(star));
    let site = Site::with_routes(routes, |manager| manager);
    let mut ada = site.browser();
    ada.log_in("ada").await;
    for (path, varies) in
        [("/cached", &["Accept", "Cookie"][..]), ("/varied", &["accept , cOOkie"]), ("/star", &["*"])]
    {
        let page = ada.get(path).await;
        let all = |name| {
            page.headers.get_all(name).iter().map(|value| value.to_str().expect("text")).collect::<Vec<_>>()
        };
        assert_eq!(all(header::CACHE_CONTROL), ["no-store"], "{path}");
        assert_eq!(all(header::VARY), varies, "{path}");
    }
}

#[tokio::test]
async fn every_response_with_a_cookie_of_ours_is_private() {
    let site = Site::new();
    let mut browser = site.browser();
    let refused = browser.get("/dashboard").await;
    let flash = browser.get("/login").await;
    let login = browser.log_in_remembered("ada").await;
    browser.close();
    let restored = browser.get("/who").await;
    site.advance(crate::common::HOUR / 2);
    let again = browser.get("/who").await;
    for page in [refused, flash, login, restored, again] {
        assert!(!page.set_cookies().is_empty() && page.is_private(), "{page:?}");
    }
}

#[login_required]
async fn for_networks() -> impl IntoResponse {
    [
        ("cdn-cache-control", "max-age=600"),
        ("surrogate-control", "max-age=600"),
        ("vendor-cdn-cache-control", "max-age=600"),
        ("edge-control", "max-age=600"),
        ("x-accel-expires", "600"),
        ("access-control-max-age", "600"),
    ]
}

#[tokio::test]
async fn what_a_handler_says_to_content_networks_is_dropped_too() {
    let site = Site::with_routes(guarded_routes().route("/networks", get(for_networks)), |manager| manager);
    let mut ada = site.browser();
    ada.log_in("ada").await;
    let page = ada.get("/networks").await;
    assert!(page.is_private(), "{page:?}");
    let is_about_caches = |name: &&str| name.contains("control") || name.contains("expires");
    let left = page.headers.keys().map(HeaderName::as_str).filter(is_about_caches);
    let mut left: Vec<_> = left.collect();
    left.sort_unstable();
    assert_eq!(left, ["access-control-max-age", "cache-control"]);
}
