//! `/signup`: a new account, logged in at once.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use login_runtime::{Login, guest_only};
use serde::Deserialize;

use crate::{
    access::AppRole,
    db,
    error::AppError,
    render::html,
    rules::{Username, check_new_password},
    state::AppState,
    user::User,
};

const TAKEN: &str = "This username is taken.";

#[derive(Default, Template)]
#[template(path = "signup.html")]
struct SignupPage<'a> {
    error: Option<&'a str>,
    username: &'a str,
}

#[derive(Deserialize)]
pub(crate) struct NewAccount {
    username: String,
    password: String,
}

#[guest_only]
pub(crate) async fn page() -> Result<impl IntoResponse, AppError> {
    html(&SignupPage::default())
}

#[guest_only]
pub(crate) async fn sign_up(
    login: Login<User>,
    State(state): State<AppState>,
    Form(form): Form<NewAccount>,
) -> Result<Response, AppError> {
    match create(&state, &form.username, form.password).await? {
        Ok(user) => {
            login.login_user(&user).await?;
            Ok(Redirect::to("/dashboard").into_response())
        }
        Err(sentence) => {
            let page = html(&SignupPage { error: Some(sentence), username: &form.username })?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Makes the user, or says in a sentence for the person why not.
///
/// That a name is taken cannot be hidden from somebody who wants it. Names that must stay secret, e-mail addresses
/// above all, call for an answer by mail instead.
async fn create(
    state: &AppState,
    username: &str,
    password: String,
) -> Result<Result<User, &'static str>, AppError> {
    let checked = Username::parse(username)
        .and_then(|username| check_new_password(&password, username.as_str()).map(|()| username));
    let username = match checked {
        Ok(username) => username,
        Err(sentence) => return Ok(Err(sentence)),
    };
    // A taken name costs no hash.
    if db::user_by_name(&state.db, username.as_str()).await?.is_some() {
        return Ok(Err(TAKEN));
    }
    let hash = state.passwords.hash_of_newcomer(password).await?;
    let user = db::insert_user(&state.db, &username, &hash, AppRole::Author).await?;
    Ok(user.ok_or(TAKEN))
}
