// The caret is on the constructor, which is private.
use login_runtime::SafeNext;

fn main() {
    let _ = SafeNext("https://evil.example/".into());
}
