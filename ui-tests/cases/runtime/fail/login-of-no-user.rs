// The caret is on the argument's type.
use login_runtime::{Login, public};

struct User;

#[public]
async fn page(login: Login<User>) {
    let _ = login.logout_user().await;
}

fn main() {}
