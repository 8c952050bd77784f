// The caret is on the plain router.
use domain::User;
use login_runtime::Router;

fn main() {
    let metrics: axum::Router = axum::Router::new();
    let _ = Router::<User>::new().nest("/metrics", metrics);
}
