// The caret is on `==`, which would not take the same time for all keys.
use login_runtime::Key;

fn main() {
    let _ = Key::generate().unwrap() == Key::generate().unwrap();
}
