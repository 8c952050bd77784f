// The caret is on `within`.
use login_runtime::fresh_login_required;

#[fresh_login_required(within)]
async fn page() {}

fn main() {}
