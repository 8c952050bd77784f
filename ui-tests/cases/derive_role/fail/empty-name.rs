// The caret is on the empty text.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(name = "")]
    Author,
}

fn main() {}
