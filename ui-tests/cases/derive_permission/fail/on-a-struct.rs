// The caret is on the name of the struct.
use login_runtime::Permission;

#[derive(Clone, Copy, PartialEq, Eq, Permission)]
struct Posts {
    edit: bool,
}

fn main() {}
