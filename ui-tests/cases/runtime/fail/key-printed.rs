// The caret is on the key, which has no text.
use login_runtime::Key;

fn main() {
    println!("{}", Key::generate().unwrap());
}
