// The caret is on the duration.
use login_runtime::requires;

#[requires(fresh = "10")]
async fn page() {}

fn main() {}
