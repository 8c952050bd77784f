// The caret is on the second attribute, by whatever path.
use login_runtime::public;

#[public]
#[login_runtime::public]
async fn page() {}

fn main() {}
