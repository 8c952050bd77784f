// The caret is on `fn`, which lacks `async`.
use login_runtime::guest_only;

#[guest_only]
fn page() {}

fn main() {}
