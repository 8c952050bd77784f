// The caret is on the type that is no resource.
use login_runtime::resource_loader;

struct Page;

#[resource_loader]
fn load(_: i64) -> Option<Page> {
    None
}

fn main() {}
