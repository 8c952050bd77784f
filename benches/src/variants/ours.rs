//! This library, with its default settings.

use std::sync::Arc;

use axum::extract::State;
use login_runtime::routing::{get, post};
use login_runtime::{
    Clock, CurrentUser, Key, Login, LoginError, LoginManager, Router, login_required, public, user_loader,
};

use crate::Result;
use crate::users::{App, User, Users};

pub(crate) fn app(users: Users) -> Result<axum::Router> {
    let manager = LoginManager::new(Key::generate()?).build()?;
    Ok(routes().with_login(manager, App { users }))
}

/// A public page that asks who is there, at `/who`.
pub(crate) fn app_that_asks() -> Result<axum::Router> {
    let manager = LoginManager::new(Key::generate()?).build()?;
    Ok(routes().route("/who", get(who)).with_login(manager, App::default()))
}

/// For the long runs, in which tickets expire by `clock` and are not remembered for weeks.
pub(crate) fn app_on(clock: impl Clock, session: std::time::Duration) -> Result<axum::Router> {
    let manager = LoginManager::new(Key::generate()?)
        .clock(clock)
        .idle_timeout(session)
        .absolute_timeout(session)
        .fresh_for(session)
        .remember_for(session)
        .build()?;
    Ok(routes().with_login(manager, App::default()))
}

pub(crate) fn routes() -> Router<User, App> {
    Router::new()
        .route("/public", get(open))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
}

#[user_loader]
fn load_user(id: u64, State(users): State<Users>) -> Option<User> {
    users.get(id)
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
    let name: &Arc<str> = &user.name;
    name.to_string()
}

#[public]
async fn log_in(login: Login<User>, State(users): State<Users>) -> std::result::Result<(), LoginError> {
    login.login_user(&users.who_logs_in()).await
}

#[login_required]
async fn log_out(login: Login<User>) -> std::result::Result<(), LoginError> {
    login.logout_user().await.map(drop)
}
