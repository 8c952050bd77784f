// The caret is on the route: what its handler's rule names is not to be seen from there.
use domain::{AppRole, Staff};
use login_runtime::{Router, routing::get};

mod pages {
    use super::AppRole;

    #[login_runtime::requires(role = AppRole::Admin)]
    struct Admins;

    #[login_runtime::requires(rule = Admins)]
    pub async fn page() {}
}

fn main() {
    let _ = Router::<Staff>::new().route("/", get(pages::page));
}
