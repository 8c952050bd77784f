// The caret is on the name of the struct.
use login_runtime::requires;

#[requires(fresh)]
struct Rule(u8);

fn main() {}
