// The caret is on the second handler, whose users are others than the first one's.
use domain::{Staff, User};
use login_runtime::{CurrentUser, LazyUser, Router, login_required, public, routing::get};

#[public]
async fn page(_: LazyUser<Staff>) {}

#[login_required]
async fn change(_: Option<CurrentUser<User>>) {}

fn main() {
    let _ = Router::<Staff>::new().route("/", get(page).post(change));
}
