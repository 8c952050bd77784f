// The caret is on the argument's type.
use login_runtime::login_required;

struct Settings;

#[login_required]
#[axum::debug_handler]
async fn page(_: Settings, _: String) {}

fn main() {}
