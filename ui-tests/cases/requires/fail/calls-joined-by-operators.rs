// The caret is on the operator.
use login_runtime::requires;

#[requires(fresh || remembered)]
async fn page() {}

fn main() {}
