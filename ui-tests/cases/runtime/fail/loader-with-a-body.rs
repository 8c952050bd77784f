// The caret is on `with_login`: a loader has no request body, whatever the state.
use axum::Form;
use login_runtime::{LoginManager, Router, UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(_: i64, Form(id): Form<i64>) -> Option<User> {
    Some(User { id })
}

fn app(manager: LoginManager) -> axum::Router {
    Router::<User>::new().with_login(manager, ())
}

fn main() {}
