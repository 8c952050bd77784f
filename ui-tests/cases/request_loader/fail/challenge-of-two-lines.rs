// The caret is on the text: its second line would be a header of its own.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader(challenge = "Bearer\r\nSet-Cookie: a=b")]
async fn load_by_token(_: HeaderMap) -> Option<User> {
    None
}

fn main() {}
