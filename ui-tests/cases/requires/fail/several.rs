// A caret on each of five mistakes.
use login_runtime::requires;

#[requires(roles = Role::Admin, role = "admin", any(fresh = "10", can(Edit)), deny = never)]
async fn page() {}

fn main() {}
