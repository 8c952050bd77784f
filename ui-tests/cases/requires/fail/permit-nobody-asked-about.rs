// The caret is on the argument.
use domain::Post;
use login_runtime::{Permit, requires};

struct Publish;

#[requires(can(domain::Edit, post))]
async fn page(post: Permit<Publish, Post>) -> String {
    post.author.to_string()
}

fn main() {}
