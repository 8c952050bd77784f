// A caret on each of four mistakes: the misspelled name, the second attribute, `fn` without `async`, the flag's value.
use login_runtime::login_required;

#[login_required(insecure_cross_orign, insecure_cross_origin = "yes")]
#[login_runtime::fresh_login_required]
fn page() {}

fn main() {}
