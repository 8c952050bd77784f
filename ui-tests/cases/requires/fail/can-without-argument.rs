// The caret is on what stands in the parentheses.
use login_runtime::requires;

#[requires(can(Edit))]
async fn page() {}

fn main() {}
