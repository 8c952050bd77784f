// The caret is on the value.
use domain::AppRole;
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum Other {
    #[role(grants(AppRole::Admin))]
    Author,
}

fn main() {}
