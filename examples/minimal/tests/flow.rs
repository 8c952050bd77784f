//! The example as it is, in this process.

#[allow(dead_code, reason = "a test needs no `main`")]
#[path = "../src/main.rs"]
mod minimal;

use axum::{
    body::Body,
    http::{
        Request, StatusCode,
        header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE},
    },
    response::Response,
};
use http_body_util::BodyExt as _;
use login_runtime::Key;
use tower::ServiceExt as _;

const RIGHT: &str = "name=demo&password=correct+horse+battery+staple";

#[tokio::test]
async fn a_guest_is_sent_to_log_in_and_comes_back() {
    let app = app();
    let refused = get(&app, "/", "").await;
    assert_eq!(refused.status(), StatusCode::SEE_OTHER);
    assert_eq!(refused.headers()[LOCATION], "/login?next=%2F");
    assert_eq!(get(&app, "/login?next=%2F", "").await.status(), StatusCode::OK);

    let answer = post(&app, "/login?next=%2F", RIGHT).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[LOCATION], "/");
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-session="));
    let home = get(&app, "/", &cookie).await.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(home, "Hello demo!");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_refused_alike() {
    let app = app();
    for form in ["name=demo&password=wrong", "name=nobody&password=correct+horse+battery+staple"] {
        let answer = post(&app, "/login", form).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        assert!(!answer.headers().contains_key(SET_COOKIE));
        assert_eq!(answer.into_body().collect().await.unwrap().to_bytes(), "Wrong name or password.");
    }
}

#[tokio::test]
async fn next_never_leaves_the_site() {
    let answer = post(&app(), "/login?next=//evil.example", RIGHT).await;
    assert_eq!(answer.headers()[LOCATION], "/");
}

fn app() -> axum::Router {
    minimal::app(Key::generate().unwrap()).unwrap()
}

async fn get(app: &axum::Router, path: &str, cookie: &str) -> Response {
    let request = Request::get(path).header(ACCEPT, "text/html").header(COOKIE, cookie);
    app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn post(app: &axum::Router, path: &str, form: &'static str) -> Response {
    let request = Request::post(path)
        .header(HOST, "127.0.0.1:3000")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    app.clone().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap()
}
