// The caret is on the argument that reads the body.
use domain::{Edit, Post};
use login_runtime::{Loaded, requires};

#[requires(can(Edit, post))]
async fn page(body: String, post: Loaded<Post>) {}

fn main() {}
