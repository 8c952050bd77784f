// The caret is on `with_login`.
use domain::User;
use login_runtime::{LoginManager, Router};

fn app(manager: LoginManager) -> axum::Router {
    Router::<User>::new().with_login(manager, ())
}

fn main() {}
