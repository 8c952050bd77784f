// The caret is on `default`: a guard is made by a request that was let in, and by nothing else.
use login_runtime::login_required;

#[login_required]
async fn page() {}

async fn other_page() {
    page(Default::default()).await;
}

fn main() {}
