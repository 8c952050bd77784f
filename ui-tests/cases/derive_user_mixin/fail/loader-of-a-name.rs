// The caret is on the function's name: a loader is found by its attribute.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(loader = load_user)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
