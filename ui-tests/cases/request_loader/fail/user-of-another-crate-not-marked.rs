// The caret is on the user type, whose own crate must mark it.
use axum::http::HeaderMap;
use login_runtime::request_loader;

struct AppState;

#[request_loader(state = AppState)]
async fn load_by_token(_: HeaderMap) -> Option<domain::User> {
    None
}

fn main() {}
