// The caret is on the function's name: nothing of the request is read.
use login_runtime::{UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token() -> Option<User> {
    None
}

fn main() {}
