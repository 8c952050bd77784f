// The caret is on what axum's `get` made.
use axum::routing::get;
use domain::User;
use login_runtime::{Router, login_required};

#[login_required]
async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page));
}
