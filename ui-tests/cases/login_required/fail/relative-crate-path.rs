// The caret is on the path in quotes.
use login_runtime::login_required;

#[login_required(crate = "login_runtime")]
async fn page() {}

fn main() {}
