// The caret is on the loader's name: its future must be able to change threads.
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
async fn load_user(id: i64) -> Option<User> {
    let shared = std::rc::Rc::new(id);
    std::future::ready(()).await;
    Some(User { id: *shared })
}

fn main() {}
