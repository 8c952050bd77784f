// The caret is on the empty list.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(includes())]
    Author,
}

fn main() {}
