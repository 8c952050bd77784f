// The caret is on the handler.
use domain::User;
use login_runtime::Router;

async fn not_found() -> &'static str {
    "there is no such page"
}

fn main() {
    let _ = Router::<User>::new().fallback(not_found);
}
