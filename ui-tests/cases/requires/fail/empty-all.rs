// The caret is on the empty list.
use login_runtime::requires;

#[requires(fresh, all())]
async fn page() {}

fn main() {}
