//! A site to test: a page for each answer that there is.

use axum::Form;
use axum::http::StatusCode;
use axum::response::Redirect;
use login_runtime::routing::{get, post};
use login_runtime::testing::TestClient;
use login_runtime::{
    CurrentUser, Decision, Key, Loaded, Login, LoginError, LoginManager, LoginManagerBuilder, ManualClock,
    Policy, Resource, Router, UserMixin, fresh_login_required, guest_only, login_required, public, requires,
    resource_loader, user_loader,
};

#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    pub(crate) id: i64,
    #[user(active)]
    pub(crate) enabled: bool,
}

pub(crate) const ADA: User = User { id: 1, enabled: true };
pub(crate) const BOB: User = User { id: 2, enabled: true };
/// Switched off.
pub(crate) const OLD: User = User { id: 3, enabled: false };

#[user_loader]
fn load_user(id: i64) -> Result<Option<User>, &'static str> {
    if id == 13 {
        return Err("the store is down");
    }
    Ok([ADA, BOB, OLD].into_iter().find(|user| user.id == id))
}

/// Ada's, all of them.
pub(crate) struct Post;

impl Resource for Post {
    type User = User;
}

pub(crate) struct Edit;

impl Policy<Edit> for Post {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(user.id == ADA.id)
    }
}

#[resource_loader]
fn load_post(id: i64) -> Option<Post> {
    (id == 7).then_some(Post)
}

#[public]
async fn about() -> &'static str {
    "about"
}

#[public]
async fn index(user: Option<CurrentUser<User>>) -> String {
    user.map_or("guest".to_owned(), |user| {
        let fresh = if user.is_fresh() { "fresh" } else { "stale" };
        let remembered = if user.is_remembered() { " remembered" } else { "" };
        format!("{} {fresh}{remembered}", user.id)
    })
}

#[public]
async fn log_in(login: Login<User>, Form(form): Form<Vec<(String, String)>>) -> Result<(), LoginError> {
    login.login_user(&ADA).remember(form.iter().any(|(name, _)| name == "remember")).await
}

#[public]
async fn log_in_then_fail(login: Login<User>) -> StatusCode {
    login.login_user(&ADA).await.expect("a good log-in");
    StatusCode::INTERNAL_SERVER_ERROR
}

#[public]
async fn log_out_then_in_then_fail(login: Login<User>) -> StatusCode {
    login.logout_user().await.expect("a log-out");
    login.login_user(&ADA).await.expect("a good log-in");
    StatusCode::INTERNAL_SERVER_ERROR
}

#[login_required]
async fn log_out(login: Login<User>) {
    login.logout_user().await.expect("a log-out");
}

#[login_required]
async fn dashboard() {}

#[fresh_login_required]
async fn keys() {}

#[guest_only]
async fn join() {}

#[requires(can(Edit, post))]
async fn edit(post: Loaded<Post>) {
    drop(post);
}

#[requires(can(Edit, post), deny = not_found)]
async fn hidden(post: Loaded<Post>) {
    drop(post);
}

#[login_required]
async fn forbids_itself() -> StatusCode {
    StatusCode::FORBIDDEN
}

#[login_required]
async fn redirects_itself() -> Redirect {
    Redirect::to("/login")
}

fn routes() -> Router<User> {
    Router::new()
        .route("/", get(index))
        .route("/about", get(about))
        .route("/login", post(log_in))
        .route("/login-then-fail", post(log_in_then_fail))
        .route("/logout", post(log_out))
        .route("/logout-then-login-then-fail", post(log_out_then_in_then_fail))
        .route("/dashboard", get(dashboard))
        .route("/keys", get(keys))
        .route("/join", get(join))
        .route("/posts/{id}", get(edit))
        .route("/hidden/{id}", get(hidden))
        .route("/forbids-itself", get(forbids_itself))
        .route("/redirects-itself", get(redirects_itself))
}

/// The site, and what a test needs beside it.
pub(crate) struct Site {
    pub(crate) app: axum::Router,
    pub(crate) manager: LoginManager,
    pub(crate) clock: ManualClock,
}

impl Site {
    pub(crate) fn new() -> Self {
        Self::with(|manager| manager)
    }

    pub(crate) fn with(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> Self {
        let clock = ManualClock::default();
        let manager = LoginManager::new(Key::generate().expect("randomness"))
            .login_view("/login")
            .refresh_view("/confirm")
            .clock(clock.clone());
        let manager = settings(manager).build().expect("good settings");
        Self { app: routes().with_login(manager.clone(), ()), manager, clock }
    }

    pub(crate) fn client(&self) -> TestClient {
        TestClient::new(&self.app, &self.manager)
    }
}
