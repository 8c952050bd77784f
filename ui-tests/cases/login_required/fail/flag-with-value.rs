// The caret is on the value of a flag.
use login_runtime::login_required;

#[login_required(insecure_cross_origin = true)]
async fn page() {}

fn main() {}
