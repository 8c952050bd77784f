// The caret is on the router, which is none of axum's before `with_login`.
use domain::User;
use login_runtime::Router;

fn app() -> axum::Router {
    Router::<User>::new()
}

fn main() {}
