// The caret is on the number, which has no unit.
use domain::User;
use login_runtime::{Login, LoginError};

async fn log_in(login: Login<User>, user: User) -> Result<(), LoginError> {
    login.login_user(&user).remember_for(25_200).await
}

fn main() {}
