// The caret is on the name of the module.
use login_runtime::requires;

#[requires(fresh)]
mod pages {
    #[allow(dead_code)]
    async fn helper() {}
}

fn main() {}
