// The caret is on the argument's type: a loader has no request body.
use axum::Form;
use login_runtime::user_loader;

struct AppState;

#[user_loader(state = AppState)]
async fn load_user(_: i64, Form(id): Form<i64>) -> Option<domain::User> {
    Some(domain::User { id })
}

fn main() {}
