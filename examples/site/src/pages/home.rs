//! `/`: for everybody, and greets whom it knows.

use askama::Template;
use axum::response::IntoResponse;
use login_runtime::{LazyUser, LoginRejection, public};

use crate::{render::html, user::User};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage;

/// The template asks who is there, and only therefore somebody is loaded.
#[public]
pub(crate) async fn page(mut visitor: LazyUser<User>) -> Result<impl IntoResponse, LoginRejection> {
    visitor.render(|| html(&HomePage)).await
}
