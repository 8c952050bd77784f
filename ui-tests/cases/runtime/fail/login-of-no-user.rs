// The caret is on the argument's type.
use login_runtime::{Login, public};

struct User;

#[public]
async fn page(login: Login<User>) {
    login.logout_user();
}

fn main() {}
