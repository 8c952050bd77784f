// The caret is on the mark that says the opposite of the name.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(active)]
    banned: bool,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
