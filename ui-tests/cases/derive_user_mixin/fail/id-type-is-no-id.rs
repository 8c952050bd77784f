// The caret is on the type of the id.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: usize,
}

#[user_loader]
fn load_user(_: usize) -> Option<User> {
    None
}

fn main() {}
