//! `/api/…`: JSON. Refusals are JSON too: the library looks at what the client accepts.

use axum::Json;
use login_runtime::{AccessEnum, CurrentUser, login_required};
use serde::Serialize;

use crate::user::User;

/// What a client may know. A type of its own: a field added to `User` is not published by accident.
#[derive(Serialize)]
pub(crate) struct Me {
    id: i64,
    username: String,
    role: &'static str,
    is_fresh: bool,
}

#[login_required]
pub(crate) async fn me(user: CurrentUser<User>) -> Json<Me> {
    Json(Me {
        id: user.id,
        username: user.username.clone(),
        role: user.role.name(),
        is_fresh: user.is_fresh(),
    })
}
