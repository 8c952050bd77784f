// The caret is on the handler at the route: axum says it, and `#[axum::debug_handler]` says more.
use domain::User;
use login_runtime::{MethodRouter, login_required, routing::get};

struct Settings;

#[login_required]
async fn page(_: Settings, _: String) {}

fn main() {
    let _: MethodRouter<User> = get(page);
}
