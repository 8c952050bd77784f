// The caret is on the second attribute's name.
use login_runtime::login_required;

#[login_required]
#[login_runtime::public]
async fn page() {}

fn main() {}
