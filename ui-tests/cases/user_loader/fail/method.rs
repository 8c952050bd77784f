// The caret is on `self`, which no request has.
use login_runtime::user_loader;

struct Users;

impl Users {
    #[user_loader]
    async fn load_user(&self, _: i64) -> Option<domain::User> {
        None
    }
}

fn main() {}
