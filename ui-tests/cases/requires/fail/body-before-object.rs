// The caret is on the type of the argument that reads the body.
use domain::Post;
use login_runtime::{Loaded, requires};

#[requires(can(domain::Edit, post))]
async fn page(body: String, post: Loaded<Post>) -> String {
    format!("{body} {}", post.author)
}

fn main() {}
