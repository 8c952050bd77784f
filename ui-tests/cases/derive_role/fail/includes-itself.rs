// The caret is on the name.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    #[role(includes(Author))]
    Author,
}

fn main() {}
