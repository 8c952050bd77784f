// The caret is on the text in the type.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(roles)]
    roles: Vec<String>,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

fn main() {}
