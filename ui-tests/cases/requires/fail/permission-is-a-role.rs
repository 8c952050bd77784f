// The caret is on the value that is no permission.
use domain::AppRole;
use login_runtime::requires;

#[requires(permission = AppRole::Admin)]
async fn page() {}

fn main() {}
