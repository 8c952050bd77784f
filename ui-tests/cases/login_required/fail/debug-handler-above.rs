// The caret is on the function's name: `#[axum::debug_handler]` calls it as it was, so it belongs below.
use login_runtime::login_required;

#[axum::debug_handler]
#[login_required]
async fn page(body: String) -> String {
    body
}

fn main() {}
