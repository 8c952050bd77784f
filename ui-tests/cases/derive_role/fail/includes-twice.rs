// The caret is on the second one.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Reader,
    #[role(includes(Reader, Reader))]
    Author,
}

fn main() {}
