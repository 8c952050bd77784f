// The caret is on the field's name, which belongs as a mark on the field.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(session_stamp = epoch)]
struct User {
    id: i64,
    epoch: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
