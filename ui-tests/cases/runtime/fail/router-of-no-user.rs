// The caret is on the type that is no user.
use login_runtime::Router;

struct User;

fn main() {
    let _ = Router::<User>::new();
}
