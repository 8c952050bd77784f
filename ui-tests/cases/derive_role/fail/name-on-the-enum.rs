// The caret is on `name`.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
#[role(name = "roles")]
enum AppRole {
    Admin,
}

fn main() {}
