// The caret is on the type of the argument that reads the body.
use axum::Form;
use domain::User;
use login_runtime::{CurrentUser, Router, login_required, routing::post};

#[login_required]
async fn save(Form(lines): Form<Vec<(String, String)>>, user: CurrentUser<User>) -> String {
    format!("{} of {}", lines.len(), user.id)
}

fn main() {
    let _ = Router::<User>::new().route("/", post(save));
}
