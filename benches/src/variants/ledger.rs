//! This library with a ledger in memory, which every guarded request asks. Each log-in is another user's.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{FromRef, State};
use login_runtime::routing::{get, post};
use login_runtime::{
    CurrentUser, Key, Login, LoginError, LoginManager, MemoryLedger, Router, UserMixin, login_required,
    public, user_loader,
};

use crate::Result;
use crate::users::{self, ID, Users};

pub(crate) fn app(users: Users) -> Result<axum::Router> {
    let manager = LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    let routes = Router::<User, App>::new()
        .route("/public", get(open))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out));
    Ok(routes.with_login(manager, App { users, next: Arc::default() }))
}

/// One of any number of users, who are all called the same.
#[derive(Clone, UserMixin)]
struct User {
    id: u64,
    name: Arc<str>,
    #[user(session_stamp)]
    password_hash: Arc<str>,
}

impl User {
    fn new(id: u64, known: users::User) -> Self {
        Self { id, name: known.name, password_hash: known.password_hash }
    }
}

#[derive(Clone, FromRef)]
struct App {
    users: Users,
    next: Arc<AtomicU64>,
}

#[user_loader]
fn load_user(id: u64, State(users): State<Users>) -> Option<User> {
    Some(User::new(id, users.get(ID)?))
}

#[public]
async fn open() -> &'static str {
    "ok"
}

#[login_required]
async fn me(user: CurrentUser<User>) -> String {
    user.name.to_string()
}

#[public]
async fn log_in(login: Login<User>, State(app): State<App>) -> std::result::Result<(), LoginError> {
    let id = app.next.fetch_add(1, Ordering::Relaxed);
    login.login_user(&User::new(id, app.users.who_logs_in())).await
}

#[login_required]
async fn log_out(login: Login<User>) -> std::result::Result<(), LoginError> {
    login.logout_user().await.map(drop)
}
