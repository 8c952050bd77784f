// The caret is on the type alone, also where the handler has a route.
use domain::{AppRole, User};
use login_runtime::{Router, requires, routing::get};

#[requires(role = AppRol::Admin)]
async fn page() {}

fn main() {
    let _ = (Router::<User>::new().route("/", get(page)), AppRole::Admin);
}
