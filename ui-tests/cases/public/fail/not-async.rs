// The caret is on `fn`, which lacks `async`.
use login_runtime::public;

#[public]
fn page() {}

fn main() {}
