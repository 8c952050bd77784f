// The caret is on the attribute that says less.
use login_runtime::fresh_login_required;

#[fresh_login_required]
#[login_runtime::login_required]
async fn page() {}

fn main() {}
