//! The whole site in this process: what people do, and what holds for every page.

mod stories;
mod support;

use axum::http::{StatusCode, header};
use support::Site;

#[tokio::test]
async fn the_api_answers_in_json() {
    let site = Site::start().await;
    let answer = site.browser_of("demo").await.get("/api/me").await;
    assert_eq!(answer.body, r#"{"id":1,"username":"demo","role":"author","is_fresh":true}"#);

    let mut guest = site.browser();
    guest.fetch_mode = "cors";
    let refused = guest.get("/api/me").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.headers[header::CONTENT_TYPE], "application/problem+json");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = Site::start().await;
    let mut demo = site.browser_of("demo").await;
    for path in ["/", "/dashboard", "/admin", "/site.css", "/nowhere"] {
        let headers = demo.get(path).await.headers;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[header::REFERRER_POLICY], "same-origin", "{path}");
    }
    assert_eq!(demo.get("/nowhere").await.status, StatusCode::NOT_FOUND);
    assert_eq!(demo.get("/dashboard").await.headers[header::CACHE_CONTROL], "no-store");
}

/// A weakened guard shows as a changed line. `UPDATE_ACCESS_TABLE=1 cargo test -p site` rewrites the file.
#[test]
fn the_access_table_is_the_one_in_git() {
    site::access_table().assert_snapshot(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access_table.txt"));
}
