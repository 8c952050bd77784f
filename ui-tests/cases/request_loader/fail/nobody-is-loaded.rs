// The caret is on `none`: neither an id nor a request would tell anybody.
use login_runtime::UserMixin;

#[derive(Clone, UserMixin)]
#[user(loader = none)]
struct User {
    id: i64,
}



fn main() {}
