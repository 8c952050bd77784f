// The caret is on the second mark.
use domain::AppRole;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role, roles)]
    role: AppRole,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

fn main() {}
