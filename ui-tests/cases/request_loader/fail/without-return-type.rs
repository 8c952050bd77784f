// The caret is on the function's name.
use axum::http::HeaderMap;
use login_runtime::request_loader;

#[request_loader]
async fn load_by_token(_: HeaderMap) {}

fn main() {}
