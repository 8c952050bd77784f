// The caret is on the attribute that lets everybody in.
use login_runtime::requires;

#[requires(fresh)]
mod pages {
    #[login_runtime::public]
    pub async fn page() {}
}

fn main() {}
