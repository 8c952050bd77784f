// The caret is on the name of the struct.
use login_runtime::UserId;

#[derive(Clone, PartialEq, Eq, UserId)]
struct AccountId(i64);

fn main() {}
