// The caret is on the type of the field.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, Copy)]
struct AppRole;

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role)]
    role: AppRole,
}

#[user_loader]
fn load(_: i64) -> Option<User> {
    None
}

fn main() {}
