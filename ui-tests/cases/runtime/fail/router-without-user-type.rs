// The caret is on the pattern of unknown type: `Router` cannot know its users from its handlers.
use login_runtime::{Router, public, routing::get};

#[public]
async fn page() {}

fn main() {
    let _ = Router::new().route("/", get(page));
}
