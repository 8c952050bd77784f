// The caret is on the text, which is no mode.
use login_runtime::{Key, LoginManager, LoginManagerBuilder};

fn manager(key: Key) -> LoginManagerBuilder {
    LoginManager::new(key).session_protection("stong")
}

fn main() {}
