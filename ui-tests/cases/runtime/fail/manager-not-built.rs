// The caret is on the builder, whose settings nobody has checked.
use domain::{Member, pages};
use login_runtime::{Key, LoginManager, Router};

fn app(key: Key) -> axum::Router {
    Router::<Member>::new().merge(pages()).with_login(LoginManager::new(key), ())
}

fn main() {}
