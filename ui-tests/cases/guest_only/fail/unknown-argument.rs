// The caret is on the unknown name.
use login_runtime::guest_only;

#[guest_only(home = "/")]
async fn page() {}

fn main() {}
