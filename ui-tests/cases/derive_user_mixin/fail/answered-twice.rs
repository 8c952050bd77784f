// The caret is on the mark that the struct contradicts.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(active = always)]
struct User {
    id: i64,
    #[user(active)]
    enabled: bool,
}

#[user_loader]
fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
