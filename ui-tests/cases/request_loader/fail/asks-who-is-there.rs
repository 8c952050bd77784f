// The caret is on the argument.
use login_runtime::{Login, UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: Login<User>) -> Option<User> {
    None
}

fn main() {}
