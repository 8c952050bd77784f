// The caret is on `fn`.
use login_runtime::requires;

#[requires(fresh)]
fn page() {}

fn main() {}
