// The caret is on the mark of the second field.
use domain::AppRole;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role)]
    role: AppRole,
    #[user(roles)]
    deputy: Vec<AppRole>,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

fn main() {}
