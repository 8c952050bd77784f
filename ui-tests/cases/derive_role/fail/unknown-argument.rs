// The caret is on the name of the argument.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(include(Reader))]
    Author,
    Reader,
}

fn main() {}
