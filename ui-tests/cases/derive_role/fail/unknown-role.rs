// The caret is on the name, with the one that was meant.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Reader,
    #[role(includes(Raeder))]
    Author,
}

fn main() {}
