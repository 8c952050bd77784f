// The caret is on `fresh`, for which `within` is the name.
use login_runtime::fresh_login_required;

#[fresh_login_required(fresh = "10m")]
async fn page() {}

fn main() {}
