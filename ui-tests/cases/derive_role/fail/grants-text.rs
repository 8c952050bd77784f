// The caret is on the text.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(grants("edit"))]
    Author,
}

fn main() {}
