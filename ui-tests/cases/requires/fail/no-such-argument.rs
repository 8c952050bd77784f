// The caret is on the name in the rule.
use domain::{Edit, Post};
use login_runtime::{Loaded, requires};

#[requires(can(Edit, pots))]
async fn page(post: Loaded<Post>) {}

fn main() {}
