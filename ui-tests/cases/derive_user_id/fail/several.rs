// A caret on each of three mistakes: the relative path, the parameter, the name of the enum.
use login_runtime::UserId;

#[derive(Clone, Debug, PartialEq, Eq, UserId)]
#[user(crate = "runtime")]
enum AccountId<T> {
    Number(T),
}

fn main() {}
