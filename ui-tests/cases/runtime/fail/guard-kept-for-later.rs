// The caret is on `clone`: a guard is for one call.
use login_runtime::{
    __private::{Guard, LoginRequired},
    login_required,
};

#[login_required]
async fn page() {}

async fn other_page(guard: Guard<LoginRequired>) {
    page(guard.clone()).await;
}

fn main() {}
