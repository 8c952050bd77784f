// The caret is on `unsafe`.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async unsafe fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

fn main() {}
