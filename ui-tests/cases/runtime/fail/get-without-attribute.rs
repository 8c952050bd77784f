// The caret is on the handler at the route.
use domain::User;
use login_runtime::{Router, routing::get};

async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page));
}
