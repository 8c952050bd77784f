// The caret is on the second `within`.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = "10m", within = "5m")]
async fn page() {}

fn main() {}
