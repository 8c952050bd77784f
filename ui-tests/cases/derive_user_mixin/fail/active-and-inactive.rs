// The caret is on the second mark.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(active, inactive)]
    status: bool,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
