// The caret is on the second variant of that name.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(name = "admin")]
    Boss,
    Admin,
}

fn main() {}
