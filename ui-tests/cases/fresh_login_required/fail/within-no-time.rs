// The caret is on the duration that no login can keep.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = "0s")]
async fn page() {}

fn main() {}
