// The caret is on the unknown name.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(email)]
    email: String,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
