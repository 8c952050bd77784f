// The caret is on the second attribute, with a label on the first.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(_: i64) -> Option<User> {
    None
}

#[user_loader]
async fn find_user(_: i64) -> Option<User> {
    None
}

fn main() {}
