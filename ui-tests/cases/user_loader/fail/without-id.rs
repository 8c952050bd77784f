// The caret is on the function's name, where the id is missing.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user() -> Option<User> {
    None
}

fn main() {}
