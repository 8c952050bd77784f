// The caret is on `struct`, where `fn` was expected.
use login_runtime::login_required;

#[login_required]
struct Page;

fn main() {}
