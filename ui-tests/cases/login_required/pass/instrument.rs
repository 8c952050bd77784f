// `#[tracing::instrument]` above and below, with what it needs of the arguments.
use domain::User;
use login_runtime::{CurrentUser, Router, login_required, public, routing::get};

#[tracing::instrument(skip(body), fields(user = ?user))]
#[login_required]
async fn above(user: CurrentUser<User>, body: String) -> Result<String, axum::http::StatusCode> {
    Ok(format!("{} {body}", user.id))
}

#[login_required]
#[tracing::instrument(skip_all, err(Debug))]
async fn below(user: CurrentUser<User>, body: String) -> Result<String, axum::http::StatusCode> {
    Ok(format!("{} {body}", user.id))
}

#[public]
#[tracing::instrument]
async fn everything(method: axum::http::Method, body: String) -> String {
    format!("{method} {body}")
}

fn main() {
    let _ = Router::<User>::new().route("/", get(above).post(below).put(everything));
}
