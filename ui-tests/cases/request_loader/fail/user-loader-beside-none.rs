// The caret is on the loader that should not be there, with a label on the derive.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

fn main() {}
