// The caret is on the second of the two.
use login_runtime::requires;

#[requires(fresh, any(remembered, not(remembered)))]
async fn page() {}

fn main() {}
