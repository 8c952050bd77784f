// The caret is on `clone`: a guard is for one call.
use login_runtime::{__private::Guard, login_required};

#[login_required]
async fn page() {}

async fn other_page(guard: Guard<__login_rule_page>) {
    page(guard.clone()).await;
}

fn main() {}
