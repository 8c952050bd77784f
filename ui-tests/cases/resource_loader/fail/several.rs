// A caret on each of three mistakes.
use login_runtime::resource_loader;

#[resource_loader(stat = App)]
fn load() {}

fn main() {}
