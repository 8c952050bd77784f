//! `/admin`: the people, what they may do, and whether they may log in. The router around it lets only admins in.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use login_runtime::{AccessEnum, CurrentUser, fresh_login_required, login_required};
use serde::Deserialize;
use sqlx::SqlitePool;

use crate::{access::AppRole, db, error::AppError, render::html, user::User};

#[derive(Template)]
#[template(path = "admin.html")]
struct AdminPage<'a> {
    own_id: i64,
    users: &'a [User],
    roles: &'a [AppRole],
}

#[derive(Deserialize)]
pub(crate) struct Switch {
    enabled: bool,
}

#[derive(Deserialize)]
pub(crate) struct NewRole {
    role: String,
}

#[login_required]
pub(crate) async fn page(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
) -> Result<impl IntoResponse, AppError> {
    let users = db::all_users(&db).await?;
    html(&AdminPage { own_id: user.id, users: &users, roles: AppRole::ALL })
}

/// A user who is switched off is refused at the very next request, however the session began.
#[login_required]
pub(crate) async fn set_enabled(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
    Path(id): Path<i64>,
    Form(switch): Form<Switch>,
) -> Result<Redirect, AppError> {
    not_oneself(&user, id)?;
    if !db::set_enabled(&db, id, switch.enabled).await? {
        return Err(AppError::NotFound);
    }
    tracing::info!(admin = user.id, user = id, enabled = switch.enabled, "user switched");
    Ok(Redirect::to("/admin"))
}

/// Takes effect at the person's next request. Handing out roles asks for a fresh log-in.
#[fresh_login_required(within = "15m")]
pub(crate) async fn set_role(
    user: CurrentUser<User>,
    State(db): State<SqlitePool>,
    Path(id): Path<i64>,
    Form(form): Form<NewRole>,
) -> Result<Redirect, AppError> {
    not_oneself(&user, id)?;
    let role = AppRole::from_name(&form.role).ok_or(AppError::NotFound)?;
    if !db::set_role(&db, id, role).await? {
        return Err(AppError::NotFound);
    }
    tracing::info!(admin = user.id, user = id, role = role.name(), "role given");
    Ok(Redirect::to("/admin"))
}

/// Nobody locks the last admin out by accident.
fn not_oneself(user: &User, id: i64) -> Result<(), AppError> {
    if user.id == id { Err(AppError::Forbidden) } else { Ok(()) }
}
