// The caret is on the name of the struct, and nothing is said of the loader.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    account: String,
}

#[user_loader]
fn load_user(account: String) -> Option<User> {
    Some(User { account })
}

fn main() {}
