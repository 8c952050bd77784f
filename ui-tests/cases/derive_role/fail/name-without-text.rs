// The caret is on what is no text.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(name = boss)]
    Admin,
}

fn main() {}
