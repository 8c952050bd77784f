// The caret is on the text, which was not checked.
use login_runtime::SafeNext;

fn go_to(_: SafeNext) {}

fn main() {
    go_to("https://evil.example/".into());
}
