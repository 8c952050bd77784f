// The caret is on the attribute's only word.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    #[user]
    id: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
