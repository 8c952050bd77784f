// The caret is on the argument.
use domain::User;
use login_runtime::Router;

struct Safe;

fn main() {
    let _ = Router::<User>::new().requires(Safe);
}
