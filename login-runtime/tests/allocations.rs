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

/// A user whose loader may wait.
#[derive(Clone, UserMixin)]
struct Member {
    id: u64,
}

#[user_loader]
async fn load_member(id: u64) -> Option<Member> {
    std::future::ready((id != 0).then_some(Member { id })).await
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

#[login_required]
async fn member(user: CurrentUser<Member>) -> &'static str {
    if user.id == 7 { "seven" } else { "somebody" }
}

#[public]
async fn log_in_member(login: Login<Member>) -> Result<(), LoginError> {
    login.login_user(&Member { id: 7 }).await
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
    /// A client with this cookie.
    fn with(cookie: HeaderValue) -> Self {
        Self { runtime: tokio::runtime::Builder::new_current_thread().build().expect("a runtime"), cookie }
    }

    /// A client who is logged in.
    fn of(app: &AxumRouter) -> Self {
        let mut client = Self::with(HeaderValue::from_static("theme=dark"));
        let request = Request::post("/log-in").body(Body::empty()).expect("a request");
        let response =
            client.runtime.block_on(app.clone().oneshot(request)).expect("no service of ours fails");
        let cookie = response.headers()[header::SET_COOKIE].to_str().expect("ASCII");
        let pair = cookie.split(';').next().expect("a pair");
        client.cookie = HeaderValue::from_str(pair).expect("a header value");
        client
    }

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
    let manager = || LoginManager::new(Key::generate().expect("a key")).build().expect("good settings");
    let ours = Router::<User, ()>::new()
        .route("/open", get(open))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .with_login(manager(), ());
    let waiting = Router::<Member, ()>::new()
        .route("/me", get(member))
        .route("/log-in", post(log_in_member))
        .with_login(manager(), ());
    let plain = AxumRouter::new().route("/bare", axum::routing::get(bare).post(bare));
    let (known, member) = (Client::of(&ours), Client::of(&waiting));
    let guest = Client::with(HeaderValue::from_static("theme=dark"));

    let bare = known.allocations(&plain, "GET", "/bare", StatusCode::OK);
    for (what, app, client, method, path, status, most) in [
        ("public", &ours, &known, "GET", "/open", StatusCode::OK, -1),
        ("guarded", &ours, &known, "GET", "/me", StatusCode::OK, 0),
        ("loader waits", &waiting, &member, "GET", "/me", StatusCode::OK, 1),
        ("refused", &ours, &guest, "GET", "/me", StatusCode::UNAUTHORIZED, -1),
        ("log in", &ours, &guest, "POST", "/log-in", StatusCode::OK, 2),
    ] {
        let over = client.allocations(app, method, path, status).cast_signed() - bare.cast_signed();
        println!("{what:12} {over} over bare's {bare}");
        assert!(over <= most, "{what}: {over} allocations over bare, {most} at most");
    }
}
