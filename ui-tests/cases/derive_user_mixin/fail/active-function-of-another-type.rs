// The caret is on the path of the function.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
#[user(active = is_positive, loader = elsewhere)]
struct User {
    id: i64,
}

fn is_positive(id: &i64) -> bool {
    *id > 0
}

fn main() {}
