// The caret is on the argument.
use domain::Post;
use login_runtime::{Loaded, requires};

#[requires(owner(post))]
async fn page(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {}
