// References that live as long as the program, trait objects, arrays and tuples as arguments.
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use domain::User;
use login_runtime::{CurrentUser, Router, login_required, public, routing::get};

type Greeting = Arc<dyn Fn(&str) -> String + Send + Sync>;

#[login_required]
async fn greet(State(name): State<&'static str>, Extension(greeting): Extension<Greeting>) -> String {
    greeting(name)
}

#[public]
async fn open(
    State(name): State<&'static str>,
    (_, Path([a, b])): (Option<CurrentUser<User>>, Path<[u8; 2]>),
    mut body: String,
) -> String {
    body.push_str(name);
    format!("{body}{a}{b}")
}

fn main() {
    let _ = Router::<User, &'static str>::new().route("/", get(greet).post(open));
}
