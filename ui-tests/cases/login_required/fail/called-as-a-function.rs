// The caret is on the called name: its first argument is the guard, which only the router can make.
use login_runtime::login_required;

#[login_required]
async fn page(id: i64) -> i64 {
    id
}

async fn other_page() -> i64 {
    page(7).await
}

fn main() {}
