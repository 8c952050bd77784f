// The caret is on `layer`: the user type promises a request loader.
use login_runtime::{LoginLayer, LoginManager, UserMixin};

#[derive(Clone, UserMixin)]
#[user(request_loader, loader = none)]
struct User {
    id: i64,
}

fn layer(manager: LoginManager) -> LoginLayer<User> {
    manager.layer(())
}

fn main() {}
