// The loader names its state, so that it may stand here; the state's own generics are no trouble.
use axum::extract::State;
use domain::User;
use login_runtime::{CurrentUser, Key, LoginManager, Router, login_required, routing::get, user_loader};

#[derive(Clone)]
struct AppState<Db>(Db);

#[user_loader(state = AppState<Vec<User>>)]
async fn load_user(id: i64, State(state): State<AppState<Vec<User>>>) -> Result<Option<User>, std::io::Error> {
    Ok(state.0.iter().find(|user| user.id == id).cloned())
}

#[login_required]
async fn page(user: CurrentUser<User>) -> String {
    user.id.to_string()
}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let _ = Router::<User, _>::new().route("/", get(page)).with_login(manager, AppState(vec![User { id: 1 }]));
}
