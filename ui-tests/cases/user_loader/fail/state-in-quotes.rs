// The caret is on the text, where a type belongs.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

struct AppState;

#[user_loader(state = "AppState")]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

fn main() {}
