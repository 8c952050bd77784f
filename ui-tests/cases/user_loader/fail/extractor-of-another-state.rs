// The caret is on the argument's type, which the named state does not have.
use axum::extract::State;
use login_runtime::user_loader;

#[derive(Clone)]
struct AppState;

#[user_loader(state = AppState)]
async fn load_user(id: i64, _: State<String>) -> Option<domain::User> {
    Some(domain::User { id })
}

fn main() {}
