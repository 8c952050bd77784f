// The caret is on the variant whose type is missing.
use login_runtime::requires;

#[requires(role = Admin)]
async fn page() {}

fn main() {}
