// The caret is on the private field.
use login_runtime::AccessRule;

fn main() {
    let _ = AccessRule { checks_origin: false, ..AccessRule::public() };
}
