// The caret is on the condition, which another attribute takes.
use login_runtime::login_required;

#[login_required(role = AppRole::Admin)]
async fn page() {}

fn main() {}
