// The loaders name their state, so that they may stand here.
use axum::{extract::State, http::HeaderMap};
use domain::{AppRole, Staff};
use login_runtime::{Key, LoginManager, Router, request_loader, user_loader};

#[derive(Clone)]
struct AppState<Db>(Db);

#[user_loader(state = AppState<Vec<Staff>>)]
async fn load_user(id: i64, State(state): State<AppState<Vec<Staff>>>) -> Option<Staff> {
    state.0.iter().find(|user| user.id == id).cloned()
}

#[request_loader(state = AppState<Vec<Staff>>, challenge = "Bearer")]
async fn load_by_token(_: HeaderMap, State(state): State<AppState<Vec<Staff>>>) -> Option<Staff> {
    state.0.first().cloned()
}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let state = AppState(vec![Staff { id: 1, role: AppRole::Author }]);
    let _ = Router::<Staff, _>::new().with_login(manager, state);
}
