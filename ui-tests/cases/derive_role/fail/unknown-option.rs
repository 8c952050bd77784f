// The caret is on the unknown word.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
#[role(sqlite)]
enum AppRole {
    Admin,
}

fn main() {}
