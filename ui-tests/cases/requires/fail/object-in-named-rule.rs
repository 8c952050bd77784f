// The caret is on the condition.
use login_runtime::requires;

#[requires(owner(post))]
struct Rule;

fn main() {}
