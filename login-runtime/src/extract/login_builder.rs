//! The ways to log somebody in.

use std::fmt::{self, Debug};
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use super::Login;
use crate::context::{LoginError, LoginRequest};
use crate::user::UserMixin;

/// A log-in about to happen: say how, then await it. Made by [`Login::login_user`].
///
/// ```no_run
/// # use login_runtime::{Login, LoginError, UserMixin, user_loader};
/// # use std::time::Duration;
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # async fn example(login: Login<User>, user: User) -> Result<(), LoginError> {
/// login.login_user(&user).await?; // until the browser closes, fresh
/// login.login_user(&user).remember(true).await?; // for the manager's 30 days
/// login.login_user(&user).remember_for(Duration::from_secs(7 * 60 * 60)).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
///
/// [`LoginError`] says why nobody was logged in; then nothing has changed.
#[must_use = "nobody is logged in until this is awaited"]
pub struct LoginBuilder<'a, U: UserMixin> {
    login: &'a Login<U>,
    user: &'a U,
    how: LoginRequest,
}

impl<'a, U: UserMixin> LoginBuilder<'a, U> {
    pub(super) fn new(login: &'a Login<U>, user: &'a U) -> Self {
        Self { login, user, how: LoginRequest { remember_for: None, is_fresh: true, is_forced: false } }
    }

    /// Remembers the person beyond the closing of the browser, for the manager's `remember_for`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     let is_ticked = true; // the box of the form
    ///     login.login_user(&User { id: 1 }).remember(is_ticked).await?;
    ///     assert!(login.login_remembered());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn remember(mut self, remember: bool) -> Self {
        self.how.remember_for = remember.then(|| self.login.context().0.settings().remember_for);
        self
    }

    /// Remembers the person for this long: 1 second to 400 days.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// use std::time::Duration;
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     let ada = User { id: 1 };
    ///     let refused = login.login_user(&ada).remember_for(Duration::ZERO).await;
    ///     assert!(matches!(refused, Err(LoginError::RememberFor)));
    ///     login.login_user(&ada).remember_for(Duration::from_secs(7 * 24 * 60 * 60)).await
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn remember_for(mut self, lifetime: Duration) -> Self {
        self.how.remember_for = Some(lifetime);
        self
    }

    /// Says whether the person has just proved who they are. Default: yes.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in_by_a_link_in_a_mail(login: Login<User>) -> Result<(), LoginError> {
    ///     login.login_user(&User { id: 1 }).fresh(false).await?;
    ///     assert!(!login.login_fresh());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(log_in_by_a_link_in_a_mail)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn fresh(mut self, fresh: bool) -> Self {
        self.how.is_fresh = fresh;
        self
    }

    /// Logs in a user who is switched off, for this request: at the next one the guards refuse them.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[derive(Clone, UserMixin)]
    /// struct User { id: i64, #[user(active)] is_confirmed: bool }
    ///
    /// #[public]
    /// async fn sign_up(login: Login<User>) -> Result<(), LoginError> {
    ///     let newcomer = User { id: 1, is_confirmed: false };
    ///     assert!(matches!(login.login_user(&newcomer).await, Err(LoginError::Inactive)));
    ///     login.login_user(&newcomer).force().await
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(sign_up)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn force(mut self) -> Self {
        self.how.is_forced = true;
        self
    }
}

impl<'a, U: UserMixin> IntoFuture for LoginBuilder<'a, U> {
    type Output = Result<(), LoginError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let (context, caller) = self.login.context();
        Box::pin(async move { context.log_in(self.user, self.how, caller) })
    }
}

impl<U: UserMixin> Debug for LoginBuilder<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginBuilder").field("user", self.user.get_id()).finish_non_exhaustive()
    }
}
