// The caret is on the function.
use domain::User;
use login_runtime::requires;

fn is_open(_: &User) -> &'static str {
    "yes"
}

#[requires(check = is_open)]
async fn page() {}

fn main() {}
