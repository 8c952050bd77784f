// The caret is on the id, which is none of this user type.
use domain::User;
use login_runtime::{LoginError, LoginManager};

async fn lock_out(manager: LoginManager) -> Result<(), LoginError> {
    manager.logout_everywhere::<User>(&"7").await
}

fn main() {}
