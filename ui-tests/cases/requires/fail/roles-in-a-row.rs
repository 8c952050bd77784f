// The caret is on the second role.
use login_runtime::requires;

#[requires(role = domain::AppRole::Author, role = domain::AppRole::Admin)]
async fn page() {}

fn main() {}
