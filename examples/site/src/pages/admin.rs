//! `/admin`: switches users on and off.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use login_runtime::{CurrentUser, login_required};
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::{db, error::AppError, render::html, user::User};

#[derive(Template)]
#[template(path = "admin.html")]
struct AdminPage<'a> {
    person: Option<&'a User>,
    own_id: i64,
    users: &'a [User],
}

#[derive(Deserialize)]
pub(crate) struct Switch {
    enabled: bool,
}

#[login_required]
pub(crate) async fn page(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
) -> Result<impl IntoResponse, AppError> {
    only_admins(&user)?;
    let users = db::all_users(&db).await?;
    html(&AdminPage { person: Some(&user), own_id: user.id, users: &users })
}

/// A user who is switched off is refused at the very next request, however the session began.
#[login_required]
pub(crate) async fn set_enabled(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
    Path(id): Path<i64>,
    Form(switch): Form<Switch>,
) -> Result<Redirect, AppError> {
    only_admins(&user)?;
    // Nobody locks the last admin out by accident.
    if id == user.id {
        return Err(AppError::Forbidden);
    }
    if !db::set_enabled(&db, id, switch.enabled).await? {
        return Err(AppError::NotFound);
    }
    tracing::info!(admin = user.id, user = id, enabled = switch.enabled, "user switched");
    Ok(Redirect::to("/admin"))
}

fn only_admins(user: &User) -> Result<(), AppError> {
    if user.is_admin() { Ok(()) } else { Err(AppError::Forbidden) }
}
