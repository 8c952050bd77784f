// Nothing that is emitted trips a lint of the application.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    unreachable_pub,
    dead_code,
    unused,
    nonstandard_style,
    rust_2018_idioms,
    missing_debug_implementations,
    missing_copy_implementations,
    single_use_lifetimes,
    unnameable_types,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    trivial_casts,
    let_underscore,
    variant_size_differences,
    elided_lifetimes_in_paths,
    ambiguous_negative_literals,
    redundant_lifetimes,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
#![allow(clippy::redundant_pub_crate)]
//! Documented.

use axum::extract::State;
use login_runtime::{
    CurrentUser, Login, LoginError, Router, UserId, UserMixin, fresh_login_required, guest_only,
    login_required, public, routing::get, user_loader,
};

/// An id.
#[derive(Clone, Debug, PartialEq, Eq, UserId)]
pub(crate) struct AccountId(String);

/// A user.
#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    id: AccountId,
    #[user(session_stamp)]
    epoch: u64,
    #[user(active)]
    enabled: bool,
    #[user(inactive)]
    banned: bool,
}

#[user_loader]
async fn load_user(id: AccountId, State(epoch): State<u64>) -> Option<User> {
    std::future::ready(Some(User { id, epoch, enabled: true, banned: false })).await
}

/// Seven arguments, as many as clippy allows.
#[login_required]
pub(crate) async fn seven(
    user: CurrentUser<User>,
    State(one): State<u64>,
    State(two): State<u64>,
    State(three): State<u64>,
    State(four): State<u64>,
    State(five): State<u64>,
    State(six): State<u64>,
) -> String {
    std::future::ready(format!("{} {}", user.id.0, one + two + three + four + five + six)).await
}

/// Fresh.
#[fresh_login_required(within = "10m")]
pub(crate) async fn fresh(login: Login<User>) -> Result<String, LoginError> {
    login.logout_user().await.map(|was_there| was_there.to_string())
}

#[public]
async fn open(user: Option<CurrentUser<User>>) -> Result<String, std::convert::Infallible> {
    std::future::ready(Ok(user.map_or_else(String::new, |user| user.id.0.clone()))).await
}

#[guest_only]
async fn guests() {
    std::future::ready(()).await;
}

/// The pages.
pub(crate) fn pages() -> Router<User, u64> {
    Router::new().route("/", get(seven).post(fresh).put(open).delete(guests))
}

/// Runs.
pub(crate) fn main() {
    assert_eq!(pages().access_table().iter().count(), 4);
}
