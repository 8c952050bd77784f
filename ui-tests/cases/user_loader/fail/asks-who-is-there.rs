// The caret is on the argument.
use login_runtime::{CurrentUser, UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(_: i64, _: Option<CurrentUser<User>>) -> Option<User> {
    None
}

fn main() {}
