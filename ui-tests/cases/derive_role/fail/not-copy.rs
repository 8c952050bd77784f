// The caret is on the name of the enum.
use login_runtime::Role;

#[derive(Clone, PartialEq, Eq, Role)]
enum AppRole {
    Author,
}

fn main() {}
