// The caret is on the service.
use domain::User;
use login_runtime::Router;

fn main() {
    let reports: axum::Router = axum::Router::new();
    let _ = Router::<User>::new().route("/reports", reports);
}
