// The caret is on the second attribute's name, and the message says which one to keep.
use login_runtime::login_required;

#[login_required]
#[login_runtime::fresh_login_required(within = "10m")]
async fn page() {}

fn main() {}
