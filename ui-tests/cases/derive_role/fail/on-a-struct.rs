// The caret is on the name of the struct.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
struct AppRole;

fn main() {}
