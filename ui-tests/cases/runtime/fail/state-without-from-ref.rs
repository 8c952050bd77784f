// The caret is on `with_login`: the state holds no `Pool` for the loader.
use axum::extract::State;
use login_runtime::{LoginManager, Router, UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User { id: i64 }

#[derive(Clone)]
struct Pool;

#[user_loader]
async fn load_user(id: i64, _: State<Pool>) -> Option<User> { Some(User { id }) }

fn app(manager: LoginManager) -> axum::Router {
    Router::<User, String>::new().with_login(manager, String::new())
}

fn main() {}
