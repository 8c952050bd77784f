// The caret is on the name of the struct.
use login_runtime::{UserMixin, user_loader};

#[derive(UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
