//! `/`: for everybody, and greets whom it knows.

use askama::Template;
use axum::response::IntoResponse;
use login_runtime::{CurrentUser, public};

use crate::{error::AppError, render::html, user::User};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage<'a> {
    person: Option<&'a User>,
}

#[public]
pub(crate) async fn page(user: Option<CurrentUser<User>>) -> Result<impl IntoResponse, AppError> {
    html(&HomePage { person: user.as_deref() })
}
