// The caret is on the word after `login`.
use login_runtime::requires;

#[requires(fresh, login = required)]
async fn page() {}

fn main() {}
