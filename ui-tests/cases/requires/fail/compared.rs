// The caret is on the second `=`.
use login_runtime::requires;

#[requires(role == AppRole::Admin)]
async fn page() {}

fn main() {}
