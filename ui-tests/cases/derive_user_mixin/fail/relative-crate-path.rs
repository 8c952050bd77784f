// The caret is on the path in quotes.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
#[user(crate = "login_runtime", loader = elsewhere)]
struct User {
    id: i64,
}

fn main() {}
