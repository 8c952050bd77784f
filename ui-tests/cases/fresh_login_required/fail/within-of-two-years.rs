// The caret is on the duration that is too long.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = "730d")]
async fn page() {}

fn main() {}
