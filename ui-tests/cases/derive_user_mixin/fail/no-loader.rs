// The caret is on the name of the struct.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

fn main() {}
