//! How often a request allocates beyond bare axum, so that nobody adds an allocation without seeing it.
//!
//! `cargo test -p login-runtime --test allocations -- --nocapture` prints the figures.

// With `testing` a refusal says in its extensions what it was, which takes memory of its own.
#![cfg(not(feature = "testing"))]

use allocation_counter::measure;
use axum::Router as AxumRouter;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode, header};
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Key, Login, LoginError, LoginManager, Router, UserMixin, login_required, public, user_loader,
};
use tokio::runtime::Runtime;
use tower::ServiceExt;

#[derive(Clone, UserMixin)]
struct User {
    id: u64,
}

#[user_loader]
fn load_user(id: u64) -> Option<User> {
    (id != 0).then_some(User { id })
}

#[public]
async fn open() -> &'static str {
    "ok"
}

#[login_required]
async fn me(user: CurrentUser<User>) -> &'static str {
    if user.id == 7 { "seven" } else { "somebody" }
}

#[public]
async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    login.login_user(&User { id: 7 }).await
}

async fn bare() -> &'static str {
    "ok"
}

/// One request after another, each with the same cookie.
struct Client {
    runtime: Runtime,
    cookie: HeaderValue,
}

impl Client {
    /// How often the second of two requests allocates; the first one fills what is made once.
    fn allocations(&self, app: &AxumRouter, method: &str, path: &str, status: StatusCode) -> u64 {
        let send = || {
            let request = Request::builder().method(method).uri(path).header(header::COOKIE, &self.cookie);
            let request = request.body(Body::empty()).expect("a request");
            let response =
                self.runtime.block_on(app.clone().oneshot(request)).expect("no service of ours fails");
            assert_eq!(response.status(), status, "{method} {path}");
            response
        };
        send();
        measure(|| drop(send())).count_total
    }
}

#[test]
fn a_request_allocates_no_more_than_it_must() {
    let manager = LoginManager::new(Key::generate().expect("a key")).build().expect("good settings");
    let ours = Router::<User, ()>::new()
        .route("/open", get(open))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .with_login(manager, ());
    let plain = AxumRouter::new().route("/bare", axum::routing::get(bare).post(bare));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let request = Request::post("/log-in").body(Body::empty()).expect("a request");
    let response = runtime.block_on(ours.clone().oneshot(request)).expect("no service of ours fails");
    let cookie = response.headers()[header::SET_COOKIE].to_str().expect("ASCII");
    let cookie = HeaderValue::from_str(cookie.split(';').next().expect("a pair")).expect("a header value");
    let known = Client { runtime, cookie };
    let guest = Client {
        runtime: tokio::runtime::Builder::new_current_thread().build().expect("a runtime"),
        cookie: HeaderValue::from_static("theme=dark"),
    };

    let bare = known.allocations(&plain, "GET", "/bare", StatusCode::OK);
    for (what, client, method, path, status, most) in [
        ("public", &known, "GET", "/open", StatusCode::OK, 0),
        ("guarded", &known, "GET", "/me", StatusCode::OK, 2),
        ("refused", &guest, "GET", "/me", StatusCode::UNAUTHORIZED, 1),
        ("log in", &guest, "POST", "/log-in", StatusCode::OK, 11),
    ] {
        let over = client.allocations(&ours, method, path, status).saturating_sub(bare);
        println!("{what:8} {over} over bare's {bare}");
        assert!(over <= most, "{what}: {over} allocations over bare, {most} at most");
    }
}
