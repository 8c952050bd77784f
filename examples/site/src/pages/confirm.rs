//! `/confirm`: asks for the password again before something that matters.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use login_runtime::{CurrentUser, Flash, Login, SafeNext, login_required};
use serde::Deserialize;

use crate::{
    error::AppError,
    render::html,
    sign_in::{self, Attempt},
    state::AppState,
    user::User,
};

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage<'a> {
    name: &'a str,
    /// Why the person was sent here.
    message: Option<&'a str>,
    error: Option<&'a str>,
    next: Option<&'a str>,
}

#[derive(Deserialize)]
pub(crate) struct Confirmation {
    password: String,
    #[serde(default)]
    next: String,
}

#[login_required]
pub(crate) async fn page(
    user: CurrentUser<User>,
    flash: Option<Flash>,
    next: Option<SafeNext>,
) -> Result<impl IntoResponse, AppError> {
    html(&ConfirmPage {
        name: &user.username,
        message: flash.as_ref().map(|flash| flash.message.as_str()),
        error: None,
        next: next.as_ref().map(SafeNext::as_str),
    })
}

#[login_required]
pub(crate) async fn confirm(
    login: Login<User>,
    user: CurrentUser<User>,
    State(state): State<AppState>,
    Form(form): Form<Confirmation>,
) -> Result<Response, AppError> {
    let attempt = sign_in::check(&state, &user.username, form.password).await?;
    if let Attempt::Right(_) = &attempt {
        login.confirm_login().await?;
        return Ok(login.redirect_to_next_from(Some(&form.next), "/account").into_response());
    }
    let page = html(&ConfirmPage {
        name: &user.username,
        message: None,
        error: attempt.sentence().as_deref(),
        next: SafeNext::parse(&form.next).ok().as_ref().map(SafeNext::as_str),
    })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
