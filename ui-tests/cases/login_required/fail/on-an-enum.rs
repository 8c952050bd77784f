// The caret is on `enum`, where `fn` was expected.
use login_runtime::login_required;

#[login_required]
enum Page {}

fn main() {}
