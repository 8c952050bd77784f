// A caret on each of three mistakes: the unknown name, the user who may not be there, the second attribute.
use domain::User;
use login_runtime::{CurrentUser, public};

#[public(anonymous)]
#[login_runtime::guest_only]
async fn page(_: CurrentUser<User>) {}

fn main() {}
