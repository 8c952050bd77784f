// The caret is on the name of the function.
use domain::User;
use login_runtime::{Resource, resource_loader};

struct Page;

impl Resource for Page {
    type User = User;
}

#[resource_loader]
fn load() -> Option<Page> {
    None
}

fn main() {}
