// The caret is on the value that is no role.
use domain::Posts;
use login_runtime::requires;

#[requires(role = Posts::Edit)]
async fn page() {}

fn main() {}
