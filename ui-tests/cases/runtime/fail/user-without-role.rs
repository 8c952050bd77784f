// The caret is on the handler at the route.
use domain::{AppRole, User};
use login_runtime::{Router, requires, routing::get};

#[requires(role = AppRole::Admin)]
async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page));
}
