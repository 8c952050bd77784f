// The caret is on the text, where a path belongs.
use login_runtime::requires;

#[requires(role = "admin")]
async fn page() {}

fn main() {}
