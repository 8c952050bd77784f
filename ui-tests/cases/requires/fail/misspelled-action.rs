// The caret is on the action, with the one that was meant.
use domain::Post;
use login_runtime::{Loaded, requires};

#[requires(can(domain::Edti, post))]
async fn page(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {}
