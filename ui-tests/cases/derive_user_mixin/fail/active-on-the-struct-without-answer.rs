// The caret is on `active`.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(active)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
