// The caret is on the extractor around the id.
use axum::extract::Path;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(Path(id): Path<i64>) -> Option<User> {
    Some(User { id })
}

fn main() {}
