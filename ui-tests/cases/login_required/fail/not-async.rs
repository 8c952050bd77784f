// The caret is on `fn`, which lacks `async`.
use login_runtime::login_required;

#[login_required]
fn page() -> &'static str {
    "hello"
}

fn main() {}
