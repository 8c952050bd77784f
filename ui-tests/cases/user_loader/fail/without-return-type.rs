// The caret is on the function's name.
use login_runtime::user_loader;

#[user_loader]
async fn load_user(_: i64) {}

fn main() {}
