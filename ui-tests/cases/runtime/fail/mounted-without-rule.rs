// The caret is on the call, which lacks the rule.
use domain::User;
use login_runtime::Router;

fn main() {
    let reports: axum::Router = axum::Router::new();
    let _ = Router::<User>::new().mount("/reports", reports);
}
