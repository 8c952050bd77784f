// The caret is on `with_login`, which is given another state than the loader was written for.
use domain::User;
use login_runtime::{LoginManager, Router, user_loader};

struct AppState;

#[user_loader(state = AppState)]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

fn app(manager: LoginManager) -> axum::Router {
    Router::<User>::new().with_login(manager, ())
}

fn main() {}
