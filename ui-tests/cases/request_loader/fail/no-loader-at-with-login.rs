// The caret is on `with_login`: the user type promises a request loader.
use login_runtime::{LoginManager, Router, UserMixin};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

fn app(manager: LoginManager) -> axum::Router {
    Router::<User>::new().with_login(manager, ())
}

fn main() {}
