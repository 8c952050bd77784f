// The caret is on the unknown name.
use login_runtime::login_required;

#[login_required(redirect = "/login")]
async fn page() {}

fn main() {}
