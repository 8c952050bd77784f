// The caret is on the handler at the route: the router's state holds no `Pool`.
use axum::extract::State;
use domain::User;
use login_runtime::{Router, public, routing::get};

#[derive(Clone)]
struct Pool;

#[public]
async fn page(_: State<Pool>) {}

fn main() {
    let _ = Router::<User, String>::new().route("/", get(page));
}
