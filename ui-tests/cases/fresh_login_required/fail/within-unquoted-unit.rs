// The caret is on the number with a unit, which Rust reads as a literal of an unknown type.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = 10m)]
async fn page() {}

fn main() {}
