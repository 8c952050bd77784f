// The caret is on the name of the enum.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
enum User {
    Person(i64),
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    Some(User::Person(id))
}

fn main() {}
