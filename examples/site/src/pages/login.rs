//! `/login`: name and password.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use login_runtime::{Flash, Login, SafeNext, guest_only, public};
use serde::Deserialize;

use crate::{
    error::AppError,
    render::html,
    sign_in::{self, Attempt},
    state::AppState,
    user::User,
};

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    /// Why the person was sent here.
    message: Option<&'a str>,
    error: Option<&'a str>,
    username: &'a str,
    next: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct Credentials {
    username: String,
    password: String,
    /// An unticked box sends nothing.
    #[serde(default)]
    remember: bool,
    #[serde(default)]
    next: String,
}

#[guest_only]
pub(crate) async fn page(
    flash: Option<Flash>,
    next: Option<SafeNext>,
) -> Result<impl IntoResponse, AppError> {
    html(&LoginPage {
        message: flash.as_ref().map(|flash| flash.message.as_str()),
        error: None,
        username: "",
        next: next.as_ref().map(SafeNext::as_str),
    })
}

/// Public, unlike the page: whoever has it open in a second tab may log in as somebody else.
#[public]
pub(crate) async fn log_in(
    login: Login<User>,
    State(state): State<AppState>,
    Form(form): Form<Credentials>,
) -> Result<Response, AppError> {
    let attempt = sign_in::check(&state, &form.username, form.password).await?;
    if let Attempt::Right(user) = &attempt {
        login.login_user(user).remember(form.remember).await?;
        return Ok(login.redirect_to_next_from(Some(&form.next), "/dashboard").into_response());
    }
    let page = html(&LoginPage {
        message: None,
        error: attempt.sentence().as_deref(),
        username: &form.username,
        next: SafeNext::parse(&form.next).ok().as_ref().map(SafeNext::as_str),
    })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
