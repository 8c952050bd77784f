// Each argument after the id is an extractor, of any state that has what it needs.
use axum::extract::{FromRef, State};
use axum::http::HeaderMap;
use login_runtime::{CurrentUser, Key, LoginManager, Router, UserMixin, login_required, routing::get, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[derive(Clone)]
struct Pool;

#[derive(Clone)]
struct Cache;

#[derive(Clone, FromRef)]
struct AppState {
    pool: Pool,
    cache: Cache,
}

#[user_loader]
async fn load_user(
    id: i64,
    State(_): State<Pool>,
    State(Cache): State<Cache>,
    headers: HeaderMap,
    _: axum::http::Uri,
) -> Option<User> {
    headers.is_empty().then_some(User { id })
}

#[login_required]
async fn page(_: CurrentUser<User>, State(_): State<Cache>, State(_): State<AppState>) {}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let app = Router::<User, AppState>::new().route("/", get(page));
    let _: axum::Router = app.with_login(manager, AppState { pool: Pool, cache: Cache });
}
