// The caret is on the attribute, as there is nothing inside.
use login_runtime::requires;

#[requires()]
async fn page() {}

fn main() {}
