// The caret is on the variant, with the one that was meant.
use domain::Posts;
use login_runtime::requires;

#[requires(permission = Posts::Edt)]
async fn page() {}

fn main() {}
