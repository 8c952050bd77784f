// The caret is on the second one, and another shows the first.
use login_runtime::requires;

#[requires(any(fresh, remembered, fresh))]
async fn page() {}

fn main() {}
