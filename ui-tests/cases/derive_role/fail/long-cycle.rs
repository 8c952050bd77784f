// The caret is on the include that closes the circle.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(includes(B))]
    A,
    #[role(includes(C))]
    B,
    #[role(includes(A))]
    C,
}

fn main() {}
