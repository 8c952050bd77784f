// `#[axum::debug_handler]` belongs below: it sees the guard as one more extractor.
use axum::extract::State;
use domain::User;
use login_runtime::{CurrentUser, Router, fresh_login_required, guest_only, routing::get};

#[fresh_login_required(within = "1h")]
#[axum::debug_handler]
async fn page(user: CurrentUser<User>, _: State<()>, body: String) -> String {
    format!("{} {body}", user.id)
}

#[guest_only]
#[axum::debug_handler(state = ())]
async fn open() {}

fn main() {
    let _ = Router::<User>::new().route("/", get(page)).route("/open", get(open));
}
