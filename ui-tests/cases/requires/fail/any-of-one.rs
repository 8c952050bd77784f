// The caret is on the list.
use login_runtime::requires;

#[requires(any(remembered))]
async fn page() {}

fn main() {}
