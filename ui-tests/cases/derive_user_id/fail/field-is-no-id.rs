// The caret is on the type of the field.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
struct AccountId(usize);

fn main() {}
