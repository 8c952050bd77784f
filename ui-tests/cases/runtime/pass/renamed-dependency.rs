// A crate that depends on `login-runtime` under another name, and cannot name it otherwise.
use domain::{Member, pages};
use login_runtime::{Key, LoginManager, Router};

fn main() {
    let manager = LoginManager::new(Key::generate().unwrap()).build().unwrap();
    let app = Router::<Member>::new().nest("/members", pages());
    let table = app.access_table().to_string();
    for rule in ["public", "login", "fresh login within 10m", "guest only"] {
        assert!(table.contains(rule), "{rule} in {table}");
    }
    let _ = app.with_login(manager, ());
}
