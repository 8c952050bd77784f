// The caret is on the user type: nobody would ask this loader.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: HeaderMap) -> Option<User> {
    None
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

fn main() {}
