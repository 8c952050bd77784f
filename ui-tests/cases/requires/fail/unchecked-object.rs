// The caret is on the argument that nothing is said about.
use domain::Post;
use login_runtime::{Loaded, requires};

#[requires(fresh)]
async fn page(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {}
