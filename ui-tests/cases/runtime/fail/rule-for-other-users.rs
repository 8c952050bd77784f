// The caret is on the routes, which are for other users than the router.
use domain::{Edit, Member, Post};
use login_runtime::{Loaded, Router, requires, routing::get};

#[requires(can(Edit, post))]
async fn show(post: Loaded<Post>) -> String {
    post.author.to_string()
}

fn main() {
    let _ = Router::<Member>::new().route("/{id}", get(show));
}
