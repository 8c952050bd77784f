// The caret is on the private field.
use domain::User;
use login_runtime::CurrentUser;

fn main() {
    let _ = CurrentUser { user: User { id: 1 }.into(), fresh: true, remembered: false };
}
