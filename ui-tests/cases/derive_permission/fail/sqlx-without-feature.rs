// The caret is on `sqlx`.
use login_runtime::Permission;

#[derive(Clone, Copy, PartialEq, Eq, Permission)]
#[permission(sqlx)]
enum Posts {
    Read,
}

fn main() {}
