// The caret is on the user type: nobody would ask this loader.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(loader = elsewhere)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: HeaderMap) -> Option<User> {
    Some(User { id: 1 })
}

fn main() {}
