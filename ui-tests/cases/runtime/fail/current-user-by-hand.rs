// The caret is on the private field.
use domain::User;
use login_runtime::CurrentUser;

fn freshened(mut user: CurrentUser<User>) -> CurrentUser<User> {
    user.fresh = true;
    user
}

fn main() {}
