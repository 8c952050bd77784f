// A caret on each of three mistakes: the flag with a value, the user who is never there, `fn` without `async`.
use domain::User;
use login_runtime::{CurrentUser, guest_only};

#[guest_only(insecure_cross_origin("https://example.org"))]
fn page(_: CurrentUser<User>) {}

fn main() {}
