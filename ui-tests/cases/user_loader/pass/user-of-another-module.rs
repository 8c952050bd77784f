// The loader stands in another module than its user.
mod users {
    pub(crate) mod model {
        #[derive(Clone, login_runtime::UserMixin)]
        pub(crate) struct User {
            pub(super) id: i64,
        }
    }

    #[login_runtime::user_loader]
    async fn load_user(id: i64) -> Option<model::User> {
        Some(model::User { id })
    }
}

use login_runtime::{Key, LoginManager, Router};

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let _ = Router::<users::model::User>::new().with_login(manager, ());
}
