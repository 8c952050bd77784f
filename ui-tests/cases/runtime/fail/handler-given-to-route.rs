// The caret is on the handler, which lacks its method.
use domain::User;
use login_runtime::{Router, public};

#[public]
async fn page() {}

fn main() {
    let _ = Router::<User>::new().route("/", page);
}
