// The caret is on the roles, of which one is taken.
use login_runtime::requires;

#[requires(role = [AppRole::Admin, AppRole::Author])]
async fn page() {}

fn main() {}
