// The caret is on `within`, which belongs to another attribute.
use login_runtime::login_required;

#[login_required(within = "10m")]
async fn page() {}

fn main() {}
