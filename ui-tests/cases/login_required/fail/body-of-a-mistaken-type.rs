// The caret is on the expression of the wrong type, in the untouched body.
use login_runtime::login_required;

#[login_required]
async fn page() -> String {
    7
}

fn main() {}
