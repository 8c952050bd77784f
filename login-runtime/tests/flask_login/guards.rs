//! Guarding pages.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use login_runtime::routing::{get, post};
use login_runtime::{CurrentUser, LoginManagerBuilder, Router, fresh_login_required, login_required, public};

use crate::common::{Browser, Site, User, Users, guarded_routes, log_in};

/// A site that sends nobody anywhere: whoever may not go on gets a 401.
fn without_views() -> Site {
    let routes = guarded_routes().route("/waits", get(waits)).no_views();
    Site::with_routes(routes, |manager| manager)
}

#[fresh_login_required]
async fn view() -> &'static str {
    "a view"
}

#[fresh_login_required]
async fn options_of_view() -> &'static str {
    "the options of a view"
}

async fn options(site: &Site, headers: &[(&str, &str)]) -> (u16, String) {
    let page = site.browser().ask(Method::OPTIONS, "/view", headers, Body::empty()).await;
    (page.status.as_u16(), page.body)
}

/// Flask-Login lets every OPTIONS request through to a view that handles them, unasked. Ours are guarded as all others are; a
/// manager may exempt what browsers ask ahead of another site's request, and no more.
#[tokio::test]
async fn t006_a_view_s_own_options_are_exempt_where_the_manager_says_so() {
    let preflight = [("origin", "https://app.example"), ("access-control-request-method", "PUT")];
    let routes = || guarded_routes().route("/view", get(view).options(options_of_view));
    let site = Site::with_routes(routes(), LoginManagerBuilder::insecure_exempt_preflights);
    assert_eq!(options(&site, &preflight).await, (200, "the options of a view".to_owned()));
    assert_eq!(options(&site, &[]).await.0, 401, "no browser asks so");
    let site = Site::with_routes(routes(), |manager| manager);
    assert_eq!(options(&site, &preflight).await.0, 401);
}

#[tokio::test]
async fn t073_a_guarded_page_is_for_whoever_is_logged_in() {
    let site = without_views();
    let mut browser = site.browser();
    assert_eq!(browser.get("/dashboard").await.status, StatusCode::UNAUTHORIZED);
    browser.log_in("ada").await;
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada");
}

#[login_required]
async fn waits(user: CurrentUser<User>) -> String {
    tokio::task::yield_now().await;
    format!("{} waited", user.name)
}

#[tokio::test]
async fn t074_a_guarded_page_may_wait() {
    let site = without_views();
    let mut browser = site.browser();
    assert_eq!(browser.get("/waits").await.status, StatusCode::UNAUTHORIZED);
    browser.log_in("ada").await;
    let page = browser.get("/waits").await;
    assert_eq!((page.status, page.body.as_str()), (StatusCode::OK, "ada waited"));
}

#[tokio::test]
async fn t075_a_page_for_fresh_log_ins_refuses_a_restored_one_until_it_is_confirmed() {
    let site = without_views();
    let mut browser = site.browser();
    assert_eq!(browser.get("/fresh").await.status, StatusCode::UNAUTHORIZED);
    browser.log_in_remembered("ada").await;
    assert_eq!(browser.get("/fresh").await.body, "fresh enough");
    browser.close();
    assert_eq!(browser.get("/fresh").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.get("/dashboard").await.body, "the dashboard of ada", "which asks for less");
    browser.post("/confirm", &[]).await;
    assert_eq!(browser.get("/fresh").await.body, "fresh enough");
}

static RUNS: AtomicUsize = AtomicUsize::new(0);

#[login_required]
async fn fails() -> StatusCode {
    RUNS.fetch_add(1, Ordering::SeqCst);
    StatusCode::INTERNAL_SERVER_ERROR
}

#[fresh_login_required]
async fn fails_when_fresh() -> Result<(), StatusCode> {
    RUNS.fetch_add(1, Ordering::SeqCst);
    Err(StatusCode::INTERNAL_SERVER_ERROR)
}

#[fresh_login_required]
async fn panics() -> StatusCode {
    RUNS.fetch_add(1, Ordering::SeqCst);
    panic!("a mistake in a handler");
}

/// Flask-Login runs a view for fresh log-ins twice when it fails with one kind of error.
#[tokio::test]
async fn e69_a_page_that_fails_runs_once_and_leaves_the_log_in_alone() {
    let routes = guarded_routes()
        .route("/fails", get(fails))
        .route("/fails-when-fresh", get(fails_when_fresh))
        .route("/panics", get(panics));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    browser.log_in("ada").await;
    for path in ["/fails", "/fails-when-fresh"] {
        assert_eq!(browser.get(path).await.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(RUNS.swap(0, Ordering::SeqCst), 1, "{path}");
    }
    let mut copy = browser.clone();
    let panicked = tokio::spawn(async move { copy.get("/panics").await.status }).await;
    assert!(panicked.is_err_and(|error| error.is_panic()));
    assert_eq!(RUNS.swap(0, Ordering::SeqCst), 1);
    assert_eq!(browser.who().await, "ada fresh");
}

#[fresh_login_required]
struct FreshOnly;

#[login_required]
async fn inner(user: CurrentUser<User>) -> String {
    user.name.clone()
}

#[public]
async fn open() -> &'static str {
    "open"
}

async fn status(browser: &mut Browser, path: &str) -> u16 {
    browser.fetch(path).await.status.as_u16()
}

/// On a handler one attribute is enough, as the stricter one asks for all that the other does (`ui-tests`:
/// `fresh_login_required/fail/beside-login-required.rs`). Guards of routers are stacked, and all of them must hold.
#[tokio::test]
async fn e70_of_two_guards_both_must_hold() {
    let stacked = Router::<User, Users>::new()
        .route("/inner", get(inner))
        .route("/open", get(open))
        .requires(FreshOnly);
    let routes = Router::new().nest("/stacked", stacked).route("/login", post(log_in));
    let site = Site::with_routes(routes, |manager| manager);
    let mut browser = site.browser();
    for (options, expected) in [(None, 401), (Some(&[("stale", "on")][..]), 401), (Some(&[]), 200)] {
        if let Some(options) = options {
            browser.log_in_with("ada", options).await;
        }
        for path in ["/stacked/inner", "/stacked/open"] {
            assert_eq!(status(&mut browser, path).await, expected, "{path} {options:?}");
        }
    }
}
