// The caret is on the constructor, which is private.
use login_runtime::{__private::Guard, login_required};

#[login_required]
async fn page() {}

async fn other_page() {
    page(Guard(std::marker::PhantomData)).await;
}

fn main() {}
