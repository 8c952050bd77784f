// The caret is on the permission whose type is missing.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(grants(Edit))]
    Author,
}

fn main() {}
