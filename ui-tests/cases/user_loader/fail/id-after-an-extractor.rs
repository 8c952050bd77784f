// The caret is on the first argument's type, where the id belongs.
use axum::extract::State;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(State(_): State<()>, id: i64) -> Option<User> {
    Some(User { id })
}

fn main() {}
