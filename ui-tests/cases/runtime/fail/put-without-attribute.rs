// The caret is on the handler at the route.
use domain::User;
use login_runtime::{Router, routing::put};

async fn page(_: String) {}

fn main() {
    let _ = Router::<User>::new().route("/", put(page));
}
