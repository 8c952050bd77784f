//! The login manager: validated settings, built once.

mod builder;
mod confirm_pages;
mod error;
mod settings;
mod typed;
mod views;

use std::fmt::{self, Debug};
use std::sync::Arc;

pub use builder::LoginManagerBuilder;
pub use error::{ConfigError, ConfigProblem};
pub(crate) use settings::{Listener, Message, RefusalHandler, Settings, erase};
pub(crate) use views::Views;

use crate::crypto::KeyRing;

/// How people log in, stay logged in and are sent to log in: settings that hold for a whole application.
///
/// Defaults are as strict as honest visitors can bear; see [`LoginManagerBuilder`] for each. It is cheap to clone, and clones share the
/// list of ended log-ins.
///
/// ```
/// use login_runtime::{Key, LoginManager};
///
/// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct LoginManager(pub(crate) Arc<Settings>);

impl LoginManager {
    /// Starts a manager with its key or key ring; [`build`](LoginManagerBuilder::build) finishes it.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// let manager = LoginManager::new(Key::generate()?).build()?; // in production: Key::from_env("LOGIN_KEY")?
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(
        clippy::new_ret_no_self,
        reason = "a manager is always made through its builder, so there is one door"
    )]
    pub fn new(keys: impl Into<KeyRing>) -> LoginManagerBuilder {
        LoginManagerBuilder::new(keys.into())
    }
}

impl Debug for LoginManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginManager(..)")
    }
}
