// The caret is on the text that is no duration.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = "1h30m")]
async fn page() {}

fn main() {}
