// The caret is on the text.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Reader,
    #[role(includes("Reader"))]
    Author,
}

fn main() {}
