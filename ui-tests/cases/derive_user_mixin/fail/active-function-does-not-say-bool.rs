// The caret is on the path of the function.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
#[user(active = status, loader = elsewhere)]
struct User {
    id: i64,
}

fn status(user: &User) -> i64 {
    user.id
}

fn main() {}
