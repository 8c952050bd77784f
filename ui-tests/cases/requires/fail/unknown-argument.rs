// The caret is on the name that is no condition.
use login_runtime::requires;

#[requires(roles = Role::Admin)]
async fn page() {}

fn main() {}
