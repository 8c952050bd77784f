// The caret is on the word after `deny`.
use login_runtime::requires;

#[requires(fresh, deny = forbidden)]
async fn page() {}

fn main() {}
