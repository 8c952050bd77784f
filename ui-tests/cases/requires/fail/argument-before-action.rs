// The caret is on what stands in the action's place.
use login_runtime::requires;

#[requires(can(post, Edit))]
async fn page() {}

fn main() {}
