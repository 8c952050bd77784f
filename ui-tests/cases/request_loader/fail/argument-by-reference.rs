// The caret is on the reference.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: &HeaderMap) -> Option<User> {
    None
}

fn main() {}
