// The caret is on the value that has no name.
use login_runtime::login_required;

#[login_required("/login")]
async fn page() {}

fn main() {}
