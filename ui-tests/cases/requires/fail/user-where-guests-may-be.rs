// The caret is on the type of the argument.
use domain::{Edit, Post, User};
use login_runtime::{CurrentUser, Loaded, requires};

#[requires(can(Edit, post), login = optional)]
async fn page(user: CurrentUser<User>, post: Loaded<Post>) -> String {
    format!("{} {}", user.id, post.author)
}

fn main() {}
