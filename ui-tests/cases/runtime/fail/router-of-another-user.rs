// The caret is on the router of another user type.
use domain::{Member, User};
use login_runtime::Router;

fn main() {
    let members = Router::<Member>::new();
    let _ = Router::<User>::new().merge(members);
}
