// The caret is on the name of the struct.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
struct AccountId {
    number: i64,
}

fn main() {}
