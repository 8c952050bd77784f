// The caret is on the unknown name.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
#[user(id)]
struct AccountId(i64);

fn main() {}
