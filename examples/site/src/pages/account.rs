//! `/account`: what people can do with their own account.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect},
};
use login_runtime::{CurrentUser, Login, login_required};
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::{db, error::AppError, render::html, user::User};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage<'a> {
    name: &'a str,
    password_changed: bool,
}

#[derive(Deserialize)]
pub(crate) struct Notice {
    #[serde(default)]
    password_changed: bool,
}

#[login_required]
pub(crate) async fn page(
    user: CurrentUser<User>,
    Query(notice): Query<Notice>,
) -> Result<impl IntoResponse, AppError> {
    html(&AccountPage { name: &user.username, password_changed: notice.password_changed })
}

/// The counter in the user's row ends the sessions that other servers opened, and those after a restart of this one.
#[login_required]
pub(crate) async fn log_out_everywhere(
    login: Login<User>,
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
) -> Result<Redirect, AppError> {
    let user = db::next_session_epoch(&db, user.id).await?;
    login.logout_everywhere(&user).await?;
    Ok(Redirect::to("/"))
}
