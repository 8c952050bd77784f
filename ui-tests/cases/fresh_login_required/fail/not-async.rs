// The caret is on `fn`, which lacks `async`.
use login_runtime::fresh_login_required;

#[fresh_login_required]
pub fn page() {}

fn main() {}
