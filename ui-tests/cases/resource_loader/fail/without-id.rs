// The caret is on the name of the function.
use domain::Post;
use login_runtime::resource_loader;

#[resource_loader]
fn load() -> Option<Post> {
    None
}

fn main() {}
