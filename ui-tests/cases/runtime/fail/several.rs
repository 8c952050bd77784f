// A caret on each of three mistakes: two handlers without an attribute, and a plain router.
use domain::User;
use login_runtime::{Router, routing::get};

async fn read() {}

async fn write(_: String) {}

fn main() {
    let metrics: axum::Router = axum::Router::new();
    let one: Router<User> = Router::new().route("/one", get(read));
    let _ = one.route("/two", get(write)).merge(metrics);
}
