// Roles are compared by the application, if at all: `Copy` is all that is asked.
#![allow(dead_code)]

use login_runtime::{Permission, Role, UserMixin, requires, user_loader};

#[derive(Clone, Copy, PartialEq, Role)]
enum AppRole {
    Reader,
    #[role(includes(Reader), grants(Posts::Edit))]
    Author,
}

#[derive(Clone, Copy, Permission)]
enum Posts {
    Edit,
}

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
    #[user(role)]
    role: AppRole,
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    Some(User { id, role: AppRole::Author })
}

#[requires(any(role = AppRole::Author, permission = Posts::Edit))]
async fn page() {}

fn main() {
    let router = login_runtime::Router::<User>::new().route("/", login_runtime::routing::get(page));
    assert_eq!(router.access_table().iter().count(), 1);
}
