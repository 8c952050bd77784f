// The caret is on the action, with the one that was meant.
use domain::{Edit, Post};
use login_runtime::{Loaded, requires};

#[requires(can(Edti, post))]
async fn page(post: Loaded<Post>) {}

fn main() {}
