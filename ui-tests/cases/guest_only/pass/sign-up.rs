// A handler for guests, who log in there.
use domain::User;
use login_runtime::{Login, LoginError, Router, guest_only, routing::get};

#[guest_only]
async fn page() -> &'static str {
    "sign up"
}

#[guest_only]
async fn sign_up(login: Login<User>, _: String) -> Result<(), LoginError> {
    login.login_user(&User { id: 1 }).await
}

fn main() {
    let table = Router::<User>::new().route("/sign-up", get(page).post(sign_up)).access_table().to_string();
    assert!(table.contains("guest only"), "{table}");
}
