// The caret is on the argument that only roles have.
use login_runtime::Permission;

#[derive(Clone, Copy, PartialEq, Eq, Permission)]
enum Posts {
    #[permission(includes(Read))]
    Edit,
    Read,
}

fn main() {}
