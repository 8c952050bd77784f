//! `/account/password`: a new password, from somebody who has just proved to know the old one.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use login_runtime::{CurrentUser, Login, fresh_login_required};
use serde::Deserialize;

use crate::{db, error::AppError, render::html, rules::check_new_password, state::AppState, user::User};

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage<'a> {
    name: &'a str,
    owner: String,
    error: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct NewPassword {
    /// For whom the form was made: it must not set the password of whoever logged in since, in another tab.
    owner: String,
    password: String,
    repeated: String,
}

/// Asks for the current password first, unless it was given in the last ten minutes.
#[fresh_login_required(within = "10m")]
pub(crate) async fn page(login: Login<User>, user: CurrentUser<User>) -> Result<impl IntoResponse, AppError> {
    html(&PasswordPage { name: &user.username, owner: login.form_owner(), error: None })
}

/// Grants a few minutes more than the page, for filling in the form.
#[fresh_login_required(within = "15m")]
pub(crate) async fn change(
    login: Login<User>,
    user: CurrentUser<User>,
    State(state): State<AppState>,
    Form(form): Form<NewPassword>,
) -> Result<Response, AppError> {
    login.check_form_owner(&form.owner)?;
    if let Err(sentence) = check(&form, &user) {
        let page = PasswordPage { name: &user.username, owner: form.owner, error: Some(sentence) };
        let page = html(&page)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = state.passwords.hash(form.password).await?;
    // The password is part of the session stamp: from here on every session is ended, and `restamp` keeps this one.
    let user = db::set_password(&state.db, user.id, &hash).await?;
    login.restamp(&user).await?;
    Ok(Redirect::to("/account?password_changed=true").into_response())
}

fn check(form: &NewPassword, user: &User) -> Result<(), &'static str> {
    check_new_password(&form.password, &user.username)?;
    if form.password == form.repeated { Ok(()) } else { Err("The two passwords differ.") }
}
