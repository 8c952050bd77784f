// The caret is on the type of the loader's id.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(id: i32) -> Option<User> {
    Some(User { id: i64::from(id) })
}

fn main() {}
