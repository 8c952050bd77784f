// Items of a function can be users, loaders and handlers too.
use login_runtime::{CurrentUser, Router, UserMixin, login_required, routing::get, user_loader};

fn main() {
    #[derive(Clone, UserMixin)]
    struct User {
        id: i64,
    }

    #[user_loader]
    async fn load_user(id: i64) -> Option<User> {
        Some(User { id })
    }

    #[login_required]
    async fn page(user: CurrentUser<User>) -> String {
        user.id.to_string()
    }

    let app = Router::<User>::new().route("/", get(page));
    assert!(app.access_table().to_string().contains("login"));
}
