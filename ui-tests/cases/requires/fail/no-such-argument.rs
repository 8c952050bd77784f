// The caret is on the name in the rule.
use domain::Post;
use login_runtime::{Loaded, requires};

#[requires(can(domain::Edit, pots))]
async fn page(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {}
