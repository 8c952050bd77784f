//! The application's own business: is this the password of that user?

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{Error, PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::User;

#[derive(Deserialize)]
pub(crate) struct Credentials {
    name: String,
    password: String,
}

/// The one answer to an unknown name and to a wrong password.
#[derive(Debug)]
pub(crate) struct Wrong;

impl IntoResponse for Wrong {
    fn into_response(self) -> Response {
        (StatusCode::FORBIDDEN, "Wrong name or password.").into_response()
    }
}

pub(crate) fn hash(password: &str) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

/// Hashing takes tens of milliseconds of work on purpose, so it runs where it holds up no other request.
pub(crate) async fn check(users: Arc<[User]>, credentials: Credentials) -> Result<User, Wrong> {
    let found = tokio::task::spawn_blocking(move || find(&users, &credentials)).await;
    found.ok().flatten().ok_or(Wrong)
}

fn find(users: &[User], credentials: &Credentials) -> Option<User> {
    // An unknown name costs the same work as a known one: the time taken must not tell which names exist.
    let user = users.iter().find(|user| user.name == credentials.name).or(users.first())?;
    let hash = PasswordHash::new(&user.password_hash).ok()?;
    let is_right = Argon2::default().verify_password(credentials.password.as_bytes(), &hash).is_ok();
    (is_right && user.name == credentials.name).then(|| user.clone())
}
