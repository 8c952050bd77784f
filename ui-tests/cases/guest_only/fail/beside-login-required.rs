// The caret is on the second attribute's name.
use login_runtime::guest_only;

#[guest_only]
#[login_runtime::login_required]
async fn page() {}

fn main() {}
