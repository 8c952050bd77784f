// The caret is on the returned type.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: HeaderMap) -> User {
    User { id: 1 }
}

fn main() {}
