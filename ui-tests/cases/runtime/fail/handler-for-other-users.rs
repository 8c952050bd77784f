// The caret is on the handler at the route: a customer's page in the router of the staff.
use domain::{Staff, User};
use login_runtime::{CurrentUser, Router, login_required, routing::get};

#[login_required]
async fn page(_: CurrentUser<User>) {}

fn main() {
    let _ = Router::<Staff>::new().route("/", get(page));
}
