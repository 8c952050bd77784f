// The caret is on the action.
use domain::Post;
use login_runtime::{Loaded, requires};

struct Delete;

#[requires(can(Delete, post))]
async fn page(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {}
