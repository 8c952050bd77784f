// The caret is on the text, which is no duration.
use login_runtime::{Key, LoginManager, LoginManagerBuilder};

fn manager(key: Key) -> LoginManagerBuilder {
    LoginManager::new(key).remember_for("2 days")
}

fn main() {}
