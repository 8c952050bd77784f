// The caret is on the generics.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole<const N: u8> {
    Author,
}

fn main() {}
