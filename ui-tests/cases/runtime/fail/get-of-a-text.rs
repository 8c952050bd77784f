// The caret is on the text: an attribute needs a function.
use domain::User;
use login_runtime::{Router, routing::get};

fn main() {
    let _ = Router::<User>::new().route("/", get("Hello"));
}
