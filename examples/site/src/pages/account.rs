//! `/account`: what people can do with their own account.

use askama::Template;
use axum::{
    Form,
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
    owner: String,
    password_changed: bool,
}

#[derive(Deserialize)]
pub(crate) struct Notice {
    #[serde(default)]
    password_changed: bool,
}

#[login_required]
pub(crate) async fn page(
    login: Login<User>,
    user: CurrentUser<User>,
    Query(notice): Query<Notice>,
) -> Result<impl IntoResponse, AppError> {
    let (name, password_changed) = (&user.username, notice.password_changed);
    html(&AccountPage { name, owner: login.form_owner(), password_changed })
}

/// For whom the form was made: in another tab somebody else may have logged in since.
#[derive(Deserialize)]
pub(crate) struct Owned {
    pub(crate) owner: String,
}

/// The counter in the user's row ends the sessions that other servers opened, and those after a restart of this one.
#[login_required]
pub(crate) async fn log_out_everywhere(
    login: Login<User>,
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
    Form(form): Form<Owned>,
) -> Result<Redirect, AppError> {
    login.check_form_owner(&form.owner)?;
    let user = db::next_session_epoch(&db, user.id).await?;
    login.logout_everywhere(&user).await?;
    Ok(Redirect::to("/"))
}
