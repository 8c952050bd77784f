// The caret is on the handler at the route.
use axum::routing::MethodFilter;
use domain::User;
use login_runtime::{Router, routing::on};

async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", on(MethodFilter::TRACE, page));
}
