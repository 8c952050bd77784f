// The caret is on the type that is no user.
use axum::http::HeaderMap;
use login_runtime::request_loader;

struct User;

#[request_loader]
async fn load_by_token(_: HeaderMap) -> Option<User> {
    None
}

fn main() {}
