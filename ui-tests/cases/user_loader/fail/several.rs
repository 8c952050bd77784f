// A caret on each of three mistakes: the misspelled name, the reference, the returned type.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader(stat = ())]
async fn load_user(id: &i64) -> User {
    User { id: *id }
}

fn main() {}
