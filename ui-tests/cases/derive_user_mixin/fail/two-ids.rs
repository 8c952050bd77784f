// The caret is on the second mark.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    #[user(id)]
    key: i64,
    #[user(id)]
    email: String,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
