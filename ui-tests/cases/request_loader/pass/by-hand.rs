// A user type without the derive says it by itself.
use std::hash::Hasher;

use login_runtime::{FromRequests, Key, LoginManager, Router, UserMixin, request_loader, user_loader};

#[derive(Clone)]
struct User(i64);

impl UserMixin for User {
    type Id = i64;
    type Requests = FromRequests;

    fn get_id(&self) -> &i64 {
        &self.0
    }

    fn is_active(&self) -> bool {
        true
    }

    fn session_stamp<H: Hasher>(&self, _: &mut H) {}
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    Some(User(id))
}

#[request_loader]
async fn load_by_token(headers: axum::http::HeaderMap) -> Option<User> {
    headers.is_empty().then_some(User(1))
}

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let _ = Router::<User>::new().with_login(manager, ());
}
