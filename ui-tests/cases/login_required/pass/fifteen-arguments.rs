// As many arguments as axum hands over beside the guard, the last one the body.
use axum::http::Method as M;
use domain::User;
use login_runtime::{CurrentUser, Router, login_required, routing::post};

#[login_required]
#[expect(clippy::too_many_arguments)]
async fn page(
    _: CurrentUser<User>, _: M, _: M, _: M, _: M, _: M, _: M, _: M, _: M,
    _: M, _: M, _: M, _: M, _: M, body: String,
) -> String {
    body
}

fn main() {
    let _ = Router::<User>::new().route("/", post(page));
}
