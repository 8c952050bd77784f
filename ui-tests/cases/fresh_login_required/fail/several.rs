// A caret on each of three mistakes: the number without unit, the misspelled name, `fn` without `async`.
use login_runtime::fresh_login_required;

#[fresh_login_required(within = "10", insecure_crossorigin)]
fn page() {}

fn main() {}
