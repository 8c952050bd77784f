// The caret is on `impl`, where `fn` was expected.
use login_runtime::login_required;

struct Pages;

#[login_required]
impl Pages {
    async fn page() {}
}

fn main() {}
