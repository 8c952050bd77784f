// The caret is on `const`.
use login_runtime::public;

#[public]
const async fn page() {}

fn main() {}
