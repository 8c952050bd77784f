//! The log-ins of whoever is there, for a page on which they see and end them.

use super::Login;
use crate::context::LoginError;
use crate::crypto::LoginHandle;
use crate::ledger::LoginRecord;
use crate::user::UserMixin;

impl<U: UserMixin> Login<U> {
    /// Returns every log-in of the user at hand that lives, latest seen first; for a page that shows where they are logged in.
    ///
    /// One whose session timed out is among them until its last ticket would have expired; so is one whose response never reached its
    /// browser, and one that ended by a stamp that was changed elsewhere than in [`restamp`](Login::restamp). A log-in of this very request
    /// is not: it is written down with the response.
    ///
    /// # Errors
    ///
    /// [`LoginError::NotLoggedIn`] when nobody is, [`LoginError::NoLedger`] when the manager has none, and [`LoginError::Ledger`] when
    /// it fails.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, LoginRecord, fresh_login_required};
    ///
    /// #[fresh_login_required]
    /// async fn my_devices(login: Login<User>) -> Result<String, LoginError> {
    ///     let current = login.login_handle();
    ///     let line = |device: LoginRecord| {
    ///         let here = if Some(device.handle) == current { " (here)" } else { "" };
    ///         format!("{}{here}\n", device.client.user_agent().unwrap_or("unknown"))
    ///     };
    ///     Ok(login.logins().await?.into_iter().map(line).collect())
    /// }
    /// ```
    pub async fn logins(&self) -> Result<Vec<LoginRecord>, LoginError> {
        self.context().0.logins().await
    }

    /// Returns the handle of the log-in at hand; `None` where nobody is logged in by a cookie.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, login_required};
    ///
    /// #[login_required]
    /// async fn page(login: Login<User>) -> String {
    ///     login.login_handle().map_or_else(String::new, |handle| handle.to_string())
    /// }
    /// ```
    #[must_use]
    pub fn login_handle(&self) -> Option<LoginHandle> {
        self.context().0.handle()
    }

    /// Ends one log-in of the user at hand, on another device say; the one at hand is a log-out. Says whether they have one of this
    /// handle: answer 404 where they do not, as it may be somebody else's.
    ///
    /// Guard the route with [`#[fresh_login_required]`](macro@crate::fresh_login_required), so that whoever finds a device unlocked
    /// cannot log out all others (OWASP ASVS 5.0, 7.5.2).
    ///
    /// # Errors
    ///
    /// Those of [`logins`](Login::logins); then nothing has ended.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::{extract::Path, http::StatusCode};
    /// use login_runtime::{Login, LoginError, fresh_login_required};
    ///
    /// #[fresh_login_required]
    /// async fn end_device(login: Login<User>, Path(handle): Path<String>) -> Result<StatusCode, LoginError> {
    ///     let Ok(handle) = handle.parse() else { return Ok(StatusCode::NOT_FOUND) };
    ///     let has_ended = login.end_login(handle).await?;
    ///     Ok(if has_ended { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND })
    /// }
    /// ```
    pub async fn end_login(&self, handle: LoginHandle) -> Result<bool, LoginError> {
        let (context, caller) = self.context();
        context.end_login(handle, caller).await
    }

    /// Ends every log-in of the user at hand but this one; says how many.
    ///
    /// # Errors
    ///
    /// Those of [`logins`](Login::logins); then nothing has ended.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, fresh_login_required};
    ///
    /// #[fresh_login_required]
    /// async fn only_here(login: Login<User>) -> Result<String, LoginError> {
    ///     Ok(format!("{} other log-ins ended", login.logout_elsewhere().await?))
    /// }
    /// ```
    pub async fn logout_elsewhere(&self) -> Result<u64, LoginError> {
        let (context, caller) = self.context();
        context.log_out_elsewhere(caller).await
    }
}
