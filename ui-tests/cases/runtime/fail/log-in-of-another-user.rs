// The caret is on the user of another type.
use domain::{Member, MemberId, User};
use login_runtime::{Login, LoginError, public};

#[public]
async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    login.login_user(&Member { id: MemberId(1) }).await
}

fn main() {}
