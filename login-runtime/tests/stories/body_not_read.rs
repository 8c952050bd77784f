//! A refused request's body is never read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use http_body_util::{BodyExt, Full};
use login_runtime::AccessRule;

use crate::common::{Browser, Site, User, guarded_routes};

/// A body that tells whether anybody read of it.
fn body() -> (Body, Arc<AtomicBool>) {
    let is_read = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_read);
    let body = Full::new(Bytes::from_static(b"user=ada")).map_frame(move |frame| {
        told.store(true, Ordering::SeqCst);
        frame
    });
    (Body::new(body), is_read)
}

/// Posts such a body; the status, and whether it was read.
async fn post(browser: &mut Browser, path: &str, headers: &[(&str, &str)]) -> (StatusCode, bool) {
    let (body, is_read) = body();
    let status = browser.ask(Method::POST, path, headers, body).await.status;
    (status, is_read.load(Ordering::SeqCst))
}

fn guarded() -> Site {
    let upload =
        axum::Router::new().route("/x", axum::routing::post(async |body: Bytes| body.len().to_string()));
    Site::with_routes(guarded_routes().mount("/mounted", AccessRule::login_required(), upload), |manager| {
        manager
    })
}

fn plain() -> Site {
    #[login_runtime::login_required]
    async fn upload(body: Bytes) -> String {
        body.len().to_string()
    }
    Site::build(
        |manager| manager,
        |manager, users| {
            axum::Router::new()
                .route("/login", axum::routing::post(crate::common::log_in))
                .route("/upload", axum::routing::post(upload))
                .layer(manager.layer::<User, _>(users.clone()))
                .with_state(users)
        },
    )
}

#[tokio::test]
async fn a_guests_body_is_not_read() {
    for (site, path) in [(guarded(), "/upload"), (guarded(), "/mounted/x"), (plain(), "/upload")] {
        assert_eq!(post(&mut site.browser(), path, &[]).await, (StatusCode::UNAUTHORIZED, false), "{path}");
        let mut browser = site.browser();
        browser.log_in("ada").await;
        assert_eq!(post(&mut browser, path, &[]).await, (StatusCode::OK, true), "{path}");
        site.users.switch_on("ada", false);
        assert_eq!(post(&mut browser, path, &[]).await, (StatusCode::UNAUTHORIZED, false), "{path}");
    }
}

#[tokio::test]
async fn a_body_from_another_site_is_not_read() {
    for (site, path) in
        [(guarded(), "/upload"), (guarded(), "/mounted/x"), (plain(), "/upload"), (guarded(), "/login")]
    {
        let mut browser = site.browser();
        browser.log_in("ada").await;
        let foreign =
            [("sec-fetch-site", "cross-site"), ("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(post(&mut browser, path, &foreign).await, (StatusCode::FORBIDDEN, false), "{path}");
    }
}

#[tokio::test]
async fn a_body_is_not_read_while_the_store_is_down() {
    for (site, path) in [(guarded(), "/upload"), (plain(), "/upload")] {
        let mut browser = site.browser();
        browser.log_in("ada").await;
        site.users.fail(true);
        assert_eq!(post(&mut browser, path, &[]).await, (StatusCode::SERVICE_UNAVAILABLE, false), "{path}");
    }
}

#[tokio::test]
async fn the_wrong_method_reads_nothing() {
    let site = guarded();
    assert_eq!(post(&mut site.browser(), "/dashboard", &[]).await, (StatusCode::METHOD_NOT_ALLOWED, false));
}
