// The caret is on the type parameter.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token<T>(_: HeaderMap, _: Vec<T>) -> Option<User> {
    None
}

fn main() {}
