// The caret is on the type of the user who may not be there.
use domain::User;
use login_runtime::{CurrentUser, public};

#[public]
async fn page(user: CurrentUser<User>) -> String {
    user.id.to_string()
}

fn main() {}
