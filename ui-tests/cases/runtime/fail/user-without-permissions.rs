// The caret is on the handler at the route.
use domain::{Posts, User};
use login_runtime::{Router, requires, routing::get};

#[requires(permission = Posts::Edit)]
async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page));
}
