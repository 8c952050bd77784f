// The caret is on the returned type.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(id: i64) -> Result<User, std::io::Error> {
    Ok(User { id })
}

fn main() {}
