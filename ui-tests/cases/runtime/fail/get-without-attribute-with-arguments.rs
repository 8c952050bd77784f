// The caret is on the handler at the route.
use axum::extract::Path;
use domain::User;
use login_runtime::{CurrentUser, Router, routing::get};

async fn page(_: Path<i64>, _: CurrentUser<User>, _: String) {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page));
}
