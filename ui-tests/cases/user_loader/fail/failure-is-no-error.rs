// The caret is on the returned type.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(_: i64) -> Result<Option<User>, u16> {
    Err(500)
}

fn main() {}
