//! `/logout`: only by POST, so that no link and no picture can log anybody out.

use axum::response::Redirect;
use login_runtime::{Login, public};

use crate::user::User;

/// Public: logging out twice is no mistake.
#[public]
pub(crate) async fn log_out(login: Login<User>) -> Redirect {
    login.logout_user();
    Redirect::to("/")
}
