// The caret is on the call, which lacks the reason.
use domain::User;
use login_runtime::Router;

fn main() {
    let metrics: axum::Router = axum::Router::new();
    let _ = Router::<User>::new().trust_unguarded(metrics);
}
