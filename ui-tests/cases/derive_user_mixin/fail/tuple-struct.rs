// The caret is on the name of the struct.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User(i64);

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    Some(User(id))
}

fn main() {}
