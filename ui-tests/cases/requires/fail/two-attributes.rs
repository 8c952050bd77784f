// The caret is on the second attribute, and the message joins the two.
use login_runtime::requires;

#[requires(remembered)]
#[requires(fresh = "10m", deny = not_found)]
async fn page() {}

fn main() {}
