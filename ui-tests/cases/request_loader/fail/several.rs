// A caret on each of four mistakes: the misspelled name, the challenge, the reference, the returned type.
use axum::http::HeaderMap;
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader(frsh, challenge = "ä")]
async fn load_by_token(_: &HeaderMap) -> User {
    User { id: 1 }
}

fn main() {}
