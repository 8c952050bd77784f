// The caret is on the function.
use login_runtime::requires;

fn is_open() -> bool {
    true
}

#[requires(check = is_open)]
async fn page() {}

fn main() {}
