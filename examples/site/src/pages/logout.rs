//! `/logout`: only by POST, so that no link and no picture can log anybody out.

use axum::response::Redirect;
use login_runtime::{Login, LoginError, public};

use crate::user::User;

/// Public: logging out twice is no mistake.
#[public]
pub(crate) async fn log_out(login: Login<User>) -> Result<Redirect, LoginError> {
    login.logout_user().await?;
    Ok(Redirect::to("/"))
}
