// The caret is on the parameter.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
struct AccountId<T>(T);

fn main() {}
