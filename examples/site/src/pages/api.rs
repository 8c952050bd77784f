//! `/api/…`: JSON. Refusals are JSON too: the library looks at what the client accepts.

use axum::Json;
use login_runtime::{CurrentUser, login_required};
use serde::Serialize;

use crate::user::User;

/// What a client may know. A type of its own: a field added to `User` is not published by accident.
#[derive(Serialize)]
pub(crate) struct Me {
    id: i64,
    username: String,
    is_admin: bool,
    is_fresh: bool,
}

#[login_required]
pub(crate) async fn me(user: CurrentUser<User>) -> Json<Me> {
    Json(Me {
        id: user.id,
        username: user.username.clone(),
        is_admin: user.is_admin(),
        is_fresh: user.is_fresh(),
    })
}
