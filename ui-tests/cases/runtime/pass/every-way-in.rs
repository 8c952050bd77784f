// Every function and method that takes a handler, a router or a service.
use axum::routing::MethodFilter;
use domain::User;
use login_runtime::{
    AccessRule, Key, LoginManager, Router, login_required, public,
    routing::{any, delete, get, head, on, options, patch, post, put},
    user_loader,
};

#[derive(Clone)]
struct AppState;

#[user_loader(state = AppState)]
fn load_user(id: i64) -> Option<User> {
    Some(User { id })
}

#[public]
async fn open() {}

#[login_required]
async fn closed() {}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let inner = Router::<User, AppState>::new()
        .route("/get", get(open).post(closed))
        .route("/post", post(closed).get(open))
        .route("/put", put(closed).patch(open))
        .route("/patch", patch(closed).delete(closed))
        .route("/delete", delete(closed).head(open))
        .route("/head", head(open).options(open))
        .route("/options", options(open).put(closed))
        .route("/on", on(MethodFilter::TRACE, open).on(MethodFilter::GET, closed));
    let reports: axum::Router = axum::Router::new().route("/", axum::routing::get(async || "report"));
    let metrics: axum::Router<AppState> = axum::Router::new();
    let app = Router::<User, AppState>::default()
        .merge(inner)
        .nest("/any", Router::new().route("/", any(closed)))
        .mount("/reports", AccessRule::login_required(), reports)
        .trust_unguarded("bound to the private network", metrics)
        .fallback(closed);
    assert_eq!(app.access_table().iter().count(), 20);
    let _: axum::Router = app.with_login(manager, AppState);
}
