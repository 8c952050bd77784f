// The caret is on the type of the field.
use domain::AppRole;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(permissions)]
    permissions: Vec<AppRole>,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

fn main() {}
