// The caret is on the attribute inside its brackets.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role]
    Author,
}

fn main() {}
