// The caret is on the expression.
use login_runtime::requires;

#[requires(check = a || b && c)]
async fn page() {}

fn main() {}
