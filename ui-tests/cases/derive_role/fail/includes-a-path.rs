// The caret is on the path.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {
    Reader,
    #[role(includes(AppRole::Reader))]
    Author,
}

fn main() {}
