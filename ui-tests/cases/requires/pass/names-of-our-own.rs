// Names of the user's that the macro also uses.
use domain::{Edit, User};
use login_runtime::{Router, requires, routing::get};

mod core {}
mod login_runtime_names {
    #[allow(dead_code)]
    pub struct Rule;
}

#[allow(dead_code)]
struct Rule;
#[allow(dead_code)]
struct Option;
#[allow(dead_code)]
enum Some {}
#[allow(dead_code)]
struct __State;

fn asked(_: &User) -> bool {
    true
}

#[requires(check = asked, can(Edit, post), fresh = "1m")]
async fn page(post: ::login_runtime::Loaded<domain::Post>) -> String {
    post.author.to_string()
}

fn main() {
    let _ = Router::<User>::new().route("/{id}", get(page));
}
