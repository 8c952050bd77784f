// The caret is on the second handler: the first one has its attribute.
use domain::User;
use login_runtime::{Router, public, routing::get};

#[public]
async fn read() {}

async fn write(_: String) {}

fn main() {
    let _ = Router::<User>::new().route("/", get(read).post(write));
}
