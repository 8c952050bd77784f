// The caret is on the name of the enum.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
enum AccountId {
    Number(i64),
    Name(String),
}

fn main() {}
