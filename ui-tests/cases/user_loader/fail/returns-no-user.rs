// The caret is on the type that is no user.
use login_runtime::user_loader;

struct User;

#[user_loader]
async fn load_user(_: i64) -> Option<User> {
    None
}

fn main() {}
