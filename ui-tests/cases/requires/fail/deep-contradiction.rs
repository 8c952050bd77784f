// The caret is on the conditions together.
use login_runtime::requires;

#[requires(any(fresh, remembered), not(fresh), not(remembered))]
async fn page() {}

fn main() {}
