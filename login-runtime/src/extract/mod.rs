//! Extractors: what a handler asks for.

mod current_user;
mod flash;
mod guard;
mod login;
mod login_user;
mod next;
mod rejection;

pub use current_user::{CurrentUser, current_user};
pub use flash::Flash;
pub use guard::{Asks, AsksByDefault, DeclaredRule, Guard};
pub use login::Login;
pub use login_user::LoginUser;
pub use rejection::LoginRejection;
