//! What one request asks of its login, beside everything else.

use crate::session::RequestHead;

/// Opt-outs for single requests: a layer outside of the routes puts them into the request's extensions.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader, login_required};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # #[login_required] async fn unread_messages() {}
/// use axum::Extension;
/// use login_runtime::{LoginOptions, Router, routing::get};
///
/// // A page that asks every minute by itself must not keep its session alive.
/// let polled = Router::<User>::new()
///     .route("/unread", get(unread_messages))
///     .layer(Extension(LoginOptions::new().passive()));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "options do nothing until they stand in a request's extensions"]
pub struct LoginOptions {
    ignores_cookies: bool,
    is_passive: bool,
}

impl LoginOptions {
    /// No opt-out.
    ///
    /// ```
    /// # use login_runtime::LoginOptions;
    /// let mut request = axum::http::Request::new(());
    /// request.extensions_mut().insert(LoginOptions::new());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes no notice of the login cookies: who is there is for the `#[request_loader]` alone to say, for an API that
    /// browsers reach too. A log-in or log-out there still ends the log-in whose cookies come along, or it would outlive it.
    ///
    /// ```
    /// # use login_runtime::LoginOptions;
    /// let mut request = axum::http::Request::new(());
    /// request.extensions_mut().insert(LoginOptions::new().ignore_cookies());
    /// ```
    pub fn ignore_cookies(mut self) -> Self {
        self.ignores_cookies = true;
        self
    }

    /// Does not count the request as a sign of life: it extends neither the idle timeout nor the remember cookie.
    ///
    /// ```
    /// # use login_runtime::LoginOptions;
    /// let mut request = axum::http::Request::new(());
    /// request.extensions_mut().insert(LoginOptions::new().passive());
    /// ```
    pub fn passive(mut self) -> Self {
        self.is_passive = true;
        self
    }

    pub(super) fn of(request: &RequestHead<'_>) -> Self {
        request.extensions().get().copied().unwrap_or_default()
    }

    pub(super) fn ignores_cookies(self) -> bool {
        self.ignores_cookies
    }

    pub(super) fn is_passive(self) -> bool {
        self.is_passive
    }
}
