// The caret is on `not`.
use login_runtime::requires;

#[requires(not(fresh, remembered))]
async fn page() {}

fn main() {}
