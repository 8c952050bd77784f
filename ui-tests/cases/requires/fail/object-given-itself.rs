// The caret is on the type of the argument, and the route says nothing about it.
use domain::{Post, User};
use login_runtime::{Router, requires, routing::get};

#[requires(can(domain::Edit, post))]
async fn page(post: Post) -> String {
    post.author.to_string()
}

fn main() {
    let _ = Router::<User>::new().route("/{post}", get(page));
}
