// The caret is on the word.
use login_runtime::Role;

#[derive(Clone, Copy, PartialEq, Eq, Role)]
#[role(sqlx)]
enum AppRole {
    Author,
}

fn main() {}
