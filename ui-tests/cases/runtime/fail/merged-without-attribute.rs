// The caret is on the handler of the merged router.
use domain::User;
use login_runtime::{Router, routing::get};

async fn page() {}

fn pages() -> Router<User> {
    Router::new().route("/", get(page))
}

fn main() {
    let _ = Router::<User>::new().merge(pages());
}
