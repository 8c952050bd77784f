// The caret is on the handler of the nested router.
use domain::User;
use login_runtime::{Router, routing::get};

async fn page() {}

fn main() {
    let _ = Router::<User>::new().nest("/admin", Router::new().route("/", get(page)));
}
