// The caret is on the argument's type: a request need not have a `next`.
use login_runtime::{SafeNext, public};

#[public]
#[axum::debug_handler]
async fn page(_: SafeNext) {}

fn main() {}
