// The caret is on the second one.
use login_runtime::login_required;

#[login_required(insecure_cross_origin, insecure_cross_origin)]
async fn page() {}

fn main() {}
