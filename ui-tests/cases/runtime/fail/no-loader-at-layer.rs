// The caret is on the user type.
use domain::User;
use login_runtime::LoginManager;

fn app(manager: LoginManager) -> axum::Router {
    axum::Router::new().layer(manager.layer::<User, _>(()))
}

fn main() {}
