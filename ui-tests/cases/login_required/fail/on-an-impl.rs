// The caret is on the type, whose `impl` has no handler that others can see.
use login_runtime::login_required;

struct Pages;

#[login_required]
impl Pages {
    async fn page() {}
}

fn main() {}
