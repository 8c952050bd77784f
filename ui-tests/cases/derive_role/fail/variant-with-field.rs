// The caret is on the fields.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Author(u8),
    Admin,
}

fn main() {}
