//! `/dashboard`: for those who are logged in.

use askama::Template;
use axum::response::IntoResponse;
use login_runtime::{CurrentUser, login_required};

use crate::{error::AppError, render::html, user::User};

#[derive(Template)]
#[template(path = "dashboard.html")]
struct DashboardPage<'a> {
    name: &'a str,
    is_fresh: bool,
    is_remembered: bool,
}

#[login_required]
pub(crate) async fn page(user: CurrentUser<User>) -> Result<impl IntoResponse, AppError> {
    html(&DashboardPage {
        name: &user.username,
        is_fresh: user.is_fresh(),
        is_remembered: user.is_remembered(),
    })
}
