// The caret is on the pattern, as no condition can name it.
use domain::Post;
use login_runtime::{Loaded, login_required};

#[login_required]
async fn page(_: Loaded<Post>) {}

fn main() {}
