// The caret is on the type of the user who is never there.
use domain::User;
use login_runtime::{CurrentUser, guest_only};

#[guest_only]
async fn page(user: CurrentUser<User>) -> String {
    user.id.to_string()
}

fn main() {}
