// The caret is on the empty list.
use login_runtime::requires;

#[requires(any())]
async fn page() {}

fn main() {}
