//! Extractors: what a handler asks for.

mod current_user;
mod flash;
mod guard;
mod lazy_user;
mod loaded;
mod login;
mod login_builder;
mod logins;
#[cfg(feature = "minijinja")]
mod minijinja;
mod next;
mod permit;
mod rejection;
mod scoped;
mod visitor;

pub use current_user::{CurrentUser, current_user};
pub use flash::Flash;
pub use guard::{Asks, AsksByDefault, ForUsers, Guard, IsGuard, RuleGuard, RuleWasAsked};
pub use lazy_user::LazyUser;
pub use login::Login;
pub use login_builder::LoginBuilder;
#[cfg(feature = "minijinja")]
pub use minijinja::current_user_global;
pub use rejection::LoginRejection;
pub use scoped::Scoped;
pub use visitor::Visitor;
