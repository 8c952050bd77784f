// The caret is on the name of the struct, where the id is missing.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    account: i64,
}

#[user_loader]
fn load_user(account: i64) -> Option<User> {
    Some(User { account })
}

fn main() {}
