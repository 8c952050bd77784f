// The caret is on the misspelled name.
use login_runtime::login_required;

#[login_required(insecure_cross_origim)]
async fn page() {}

fn main() {}
