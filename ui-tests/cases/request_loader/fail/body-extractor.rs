// The caret is on `with_login`: a request loader reads no body, whatever the state.
use login_runtime::{LoginManager, Router, UserMixin, request_loader};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

#[request_loader]
async fn load_by_token(_: String) -> Option<User> {
    None
}

fn app(manager: LoginManager) -> axum::Router {
    Router::<User>::new().with_login(manager, ())
}

fn main() {}
