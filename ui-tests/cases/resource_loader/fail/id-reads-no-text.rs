// The caret is on the type of the id.
use domain::User;
use login_runtime::{Resource, resource_loader};

struct Page;

impl Resource for Page {
    type User = User;
}

#[resource_loader]
fn load(_: Vec<u8>) -> Option<Page> {
    None
}

fn main() {}
