// The caret is on `struct`, where `fn` was expected.
use login_runtime::user_loader;

#[user_loader]
struct Users;

fn main() {}
