// The caret is on the parameter.
use axum::extract::State;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user<Db: Clone>(_: i64, _: State<Db>) -> Option<User> {
    None
}

fn main() {}
