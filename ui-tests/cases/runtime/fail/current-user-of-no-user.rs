// The caret is on the argument whose user is none.
use login_runtime::{CurrentUser, login_required};

struct User;

#[login_required]
async fn page(_: CurrentUser<User>) {}

fn main() {}
