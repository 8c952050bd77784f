// The caret is on the conditions together.
use login_runtime::requires;

#[requires(any(fresh, not(all(fresh, remembered))))]
async fn page() {}

fn main() {}
