// The caret is on `self`, which no request has.
use axum::http::HeaderMap;
use login_runtime::request_loader;

struct Users;

impl Users {
    #[request_loader]
    async fn load_by_token(self, _: HeaderMap) -> Option<domain::Member> {
        None
    }
}

fn main() {}
