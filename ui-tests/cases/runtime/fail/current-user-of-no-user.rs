// The caret is on the method that only a user has.
use login_runtime::{CurrentUser, login_required};

struct User;

#[login_required]
async fn page(user: CurrentUser<User>) -> String {
    user.is_fresh().to_string()
}

fn main() {}
