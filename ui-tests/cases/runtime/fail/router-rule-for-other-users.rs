// The caret is on the rule.
use domain::{AppRole, User};
use login_runtime::{Router, requires};

#[requires(role = AppRole::Admin)]
struct Admins;

fn main() {
    let _ = Router::<User>::new().requires(Admins);
}
