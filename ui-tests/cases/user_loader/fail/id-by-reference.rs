// The caret is on the reference.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: String,
}

#[user_loader]
async fn load_user(id: &str) -> Option<User> {
    Some(User { id: id.to_owned() })
}

fn main() {}
