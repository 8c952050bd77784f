// The caret is on the fields: the user and the rule do not say that they miss roles.
use login_runtime::{Role, UserMixin, requires, user_loader};

#[derive(Clone, Copy, PartialEq, Eq, Role)]
enum AppRole { Author(u8), Admin }

#[derive(Clone, UserMixin)]
struct User { id: i64, #[user(role)] role: AppRole }

#[user_loader]
fn load(_: i64) -> Option<User> { None }

#[requires(role = AppRole::Admin)]
async fn page() {}

fn main() {
    let _ = login_runtime::Router::<User>::new().route("/", login_runtime::routing::get(page));
}
