// Both loaders, each with what it needs of the state; sessions and requests tell the same user.
use axum::extract::{FromRef, State};
use axum::http::HeaderMap;
use login_runtime::{
    CurrentUser, Key, LoginManager, Router, UserMixin, login_required, request_loader, routing::get, user_loader,
};

#[derive(Clone, UserMixin)]
#[user(request_loader)]
struct User {
    id: i64,
}

#[derive(Clone)]
struct Pool;

#[derive(Clone)]
struct Tokens;

#[derive(Clone, FromRef)]
struct AppState {
    pool: Pool,
    tokens: Tokens,
}

#[user_loader]
async fn load_user(id: i64, State(_): State<Pool>) -> Option<User> {
    Some(User { id })
}

#[request_loader(challenge = "Bearer")]
async fn load_by_token(headers: HeaderMap, State(_): State<Tokens>, State(_): State<AppState>) -> Option<User> {
    headers.is_empty().then_some(User { id: 1 })
}

#[login_required]
async fn page(_: CurrentUser<User>) {}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let state = AppState { pool: Pool, tokens: Tokens };
    let _ = manager.layer::<User, _>(state.clone());
    let app = Router::<User, AppState>::new().route("/", get(page));
    let _: axum::Router = app.with_login(manager, state);
}
