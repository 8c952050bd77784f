// The caret is on `grants`.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(grants())]
    Author,
}

fn main() {}
