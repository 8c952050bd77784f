// The caret is on the log-in that never happens.
#![deny(unused_must_use)]
use domain::User;
use login_runtime::{Login, public};

#[public]
async fn log_in(login: Login<User>) {
    login.login_user(&User { id: 1 });
}

fn main() {}
