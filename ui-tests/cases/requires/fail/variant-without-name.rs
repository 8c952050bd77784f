// The caret is on the path that lacks `role =`.
use login_runtime::requires;

#[requires(AppRole::Admin)]
async fn page() {}

fn main() {}
