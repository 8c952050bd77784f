// A caret on each of two mistakes.
use login_runtime::Permission;

#[derive(Clone, Copy, PartialEq, Eq, Permission)]
enum Posts {
    #[permission(nam = "x")]
    Edit,
    #[permission(name = "edit")]
    Change,
}

fn main() {}
