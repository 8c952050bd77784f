// The caret is on the value of a mark that takes none.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    #[user(id = true)]
    key: i64,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
