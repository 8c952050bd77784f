// The caret is on the type.
use login_runtime::requires;

struct Safe;

#[requires(rule = Safe)]
async fn page() {}

fn main() {}
