// The caret is on the include that closes the circle.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Reader,
    #[role(includes(Reader, Admin))]
    Author,
    #[role(includes(Author))]
    Admin,
}

fn main() {}
