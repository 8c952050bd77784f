//! What a guarded request costs over a bare axum one: `cargo bench -p login-runtime --bench guard`.
//!
//! In process, without sockets. The variants take turns within each round, and the figure printed is the median of
//! the rounds' ratios to bare, so a machine that speeds up or slows down does not change it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Router as AxumRouter;
use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::{HeaderValue, Request, StatusCode, header};
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Key, Login, LoginError, LoginManager, Router, UserMixin, login_required, public, user_loader,
};
use tower::ServiceExt;

const ROUNDS: usize = 41;
const REQUESTS: u32 = 10_000;

#[derive(Clone, UserMixin)]
struct User {
    id: u64,
    name: Arc<str>,
    #[user(session_stamp)]
    password_hash: Arc<str>,
}

#[derive(Clone)]
struct Users(Arc<HashMap<u64, User>>);

#[derive(Clone, FromRef)]
struct App {
    users: Users,
}

#[user_loader]
fn load_user(id: u64, State(users): State<Users>) -> Option<User> {
    users.0.get(&id).cloned()
}

#[public]
async fn open() -> &'static str {
    "ok"
}

#[public]
async fn who(user: Option<CurrentUser<User>>) -> &'static str {
    if user.is_some() { "somebody" } else { "nobody" }
}

#[login_required]
async fn me(user: CurrentUser<User>) -> String {
    user.name.to_string()
}

#[public]
async fn log_in(login: Login<User>, State(users): State<Users>) -> Result<(), LoginError> {
    match users.0.get(&7) {
        Some(user) => login.login_user(user).await,
        None => Ok(()),
    }
}

async fn bare_open() -> &'static str {
    "ok"
}

async fn bare_me(State(users): State<Users>) -> String {
    users.0.get(&7).map(|user| user.name.to_string()).unwrap_or_default()
}

struct Variant {
    name: &'static str,
    app: AxumRouter,
    path: &'static str,
    cookie: Option<HeaderValue>,
    status: StatusCode,
    bare: usize,
}

impl Variant {
    async fn nanoseconds(&self) -> f64 {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
        let start = Instant::now();
        for _ in 0..REQUESTS {
            let response = self.request().await;
            assert_eq!(std::hint::black_box(response).status(), self.status, "{}", self.name);
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(REQUESTS)
    }

    async fn request(&self) -> axum::response::Response {
        let mut request = Request::get(self.path);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.app.clone().oneshot(request).await.expect("no service of ours fails")
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let user = |id: u64| User {
        id,
        name: format!("user {id}").into(),
        password_hash: "$argon2id$v=19$m=19456".into(),
    };
    let state = App { users: Users(Arc::new((0..100).map(|id| (id, user(id))).collect())) };
    let manager = LoginManager::new(Key::generate().expect("a key")).build().expect("good settings");
    let ours = Router::<User, App>::new()
        .route("/open", get(open))
        .route("/who", get(who))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .with_login(manager, state.clone());
    let bare = AxumRouter::new()
        .route("/open", axum::routing::get(bare_open))
        .route("/me", axum::routing::get(bare_me))
        .with_state(state);

    let session = session_cookie(&ours).await;
    let browser = HeaderValue::try_from(format!(
        "_ga=GA1.1.1234567890.1700000000; theme=dark; lang=en-GB; consent=yes%3Aall; _gid=GA1.1.987654321; \
         cart=eyJpdGVtcyI6W119; {}",
        session.to_str().expect("ASCII")
    ))
    .expect("a header value");
    let mut tampered = session.to_str().expect("ASCII").to_owned();
    tampered.replace_range(30..31, if &tampered[30..31] == "A" { "B" } else { "A" });
    let tampered = HeaderValue::try_from(tampered).expect("a header value");

    let variant = |name, app: &AxumRouter, path, cookie: Option<&HeaderValue>, status, bare| Variant {
        name,
        app: app.clone(),
        path,
        cookie: cookie.cloned(),
        status,
        bare,
    };
    let (ok, refused) = (StatusCode::OK, StatusCode::UNAUTHORIZED);
    let variants = [
        variant("bare, open", &bare, "/open", Some(&session), ok, 0),
        variant("bare, user from a map", &bare, "/me", Some(&session), ok, 1),
        variant("public, asks for nothing", &ours, "/open", Some(&session), ok, 0),
        variant("public, asks who, guest", &ours, "/who", None, ok, 0),
        variant("public, asks who, logged in", &ours, "/who", Some(&session), ok, 1),
        variant("login required, valid", &ours, "/me", Some(&session), ok, 1),
        variant("login required, six foreign cookies", &ours, "/me", Some(&browser), ok, 1),
        variant("login required, no cookie", &ours, "/me", None, refused, 1),
        variant("login required, tampered", &ours, "/me", Some(&tampered), refused, 1),
    ];

    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let mut times = Vec::new();
        for variant in &variants {
            times.push(variant.nanoseconds().await);
        }
        rounds.push(times);
    }
    println!("{:38} {:>10} {:>14}", "variant", "ratio", "ns over bare");
    for (at, variant) in variants.iter().enumerate() {
        let ratio = median(rounds.iter().map(|times| times[at] / times[variant.bare]));
        let over = median(rounds.iter().map(|times| times[at] - times[variant.bare]));
        println!("{:38} {ratio:>10.2} {over:>14.0}", variant.name);
    }
}

async fn session_cookie(app: &AxumRouter) -> HeaderValue {
    let request = Request::post("/log-in").body(Body::empty()).expect("a request");
    let response = app.clone().oneshot(request).await.expect("no service of ours fails");
    let cookie = response.headers().get(header::SET_COOKIE).expect("a session cookie");
    let pair = cookie.to_str().expect("ASCII").split(';').next().expect("a pair");
    HeaderValue::try_from(pair).expect("a header value")
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
