// The caret is on the field's name.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    password_hash: String,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
