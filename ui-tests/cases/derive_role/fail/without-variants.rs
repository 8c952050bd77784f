// The caret is on the name of the enum.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole {}

fn main() {}
