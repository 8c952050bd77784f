//! Logging a client in without a password.

use std::any::{TypeId, type_name};
use std::fmt::{self, Debug};
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use axum::http::{HeaderMap, header};

use super::TestClient;
use super::ago::ago;
use crate::context::login_cookies;
use crate::crypto::LoginHandle;
use crate::user::UserMixin;

/// How a [`TestClient`] was logged in, to say more of it; made by [`TestClient::acting_as`].
///
/// Each method logs in anew, so that their order does not matter. It is the client for all else.
///
/// ```
/// # use login_runtime::{UserMixin, fresh_login_required, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[login_required] async fn dashboard() {}
/// # #[fresh_login_required] async fn keys() {}
/// # use login_runtime::{Key, LoginManager, Router, routing::get};
/// use login_runtime::testing::{TestClient, assert_challenged, assert_logged_in_as};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let app = Router::<User>::new().route("/dashboard", get(dashboard)).route("/keys", get(keys))
/// #     .with_login(manager.clone(), ());
/// let ada = User { id: 1 };
/// let mut client = TestClient::new(&app, &manager);
/// assert_logged_in_as!(client.acting_as(&ada).get("/keys").await, ada);
///
/// client.acting_as(&ada).stale("20m").remembered();
/// assert_challenged!(client.get("/keys").await);
/// assert_logged_in_as!(client.get("/dashboard").await, ada);
///
/// client.close_browser();
/// assert_logged_in_as!(client.get("/dashboard").await, ada);
/// # Ok(())
/// # }
/// ```
pub struct Acting<'a, U: UserMixin> {
    client: &'a mut TestClient,
    user: &'a U,
    proved_ago: Duration,
    is_remembered: bool,
    /// The log-in so far.
    handle: Option<LoginHandle>,
}

#[expect(clippy::must_use_candidate, reason = "the client is logged in, whether or not the chain goes on")]
impl<'a, U: UserMixin> Acting<'a, U> {
    #[track_caller]
    pub(super) fn new(client: &'a mut TestClient, user: &'a U) -> Self {
        Self { client, user, proved_ago: Duration::ZERO, is_remembered: false, handle: None }.log_in()
    }

    /// The log-in asked to be remembered: the session says so, and a remember cookie outlives the browser for the manager's
    /// [`remember_for`](crate::LoginManagerBuilder::remember_for).
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_logged_in_as};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada).remembered();
    /// client.close_browser();
    /// assert_logged_in_as!(client.get("/dashboard").await, ada);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn remembered(mut self) -> Self {
        self.is_remembered = true;
        self.log_in()
    }

    /// The person proved that long ago who they are: `30s`, `20m`, `2h` or `1d`. Timeouts count from now all the same.
    ///
    /// # Panics
    ///
    /// For a text that is no such time.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_challenged, assert_logged_in_as};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// client.acting_as(&ada).stale("20m");
    /// assert_challenged!(client.get("/keys").await);
    /// assert_logged_in_as!(client.get("/dashboard").await, ada);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn stale(mut self, proved_ago: &str) -> Self {
        self.proved_ago = ago(proved_ago);
        self.log_in()
    }

    /// Logs in on a device, and goes on with it: its `User-Agent` is the client's from now on.
    ///
    /// # Panics
    ///
    /// Where the text cannot stand in a header.
    ///
    /// ```
    /// # use login_runtime::{CurrentUser, UserMixin, fresh_login_required, login_required, public, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[public] async fn index(user: Option<CurrentUser<User>>) -> String { user.map_or("Hello".into(), |user| format!("Hello, {}", user.id)) }
    /// # #[login_required] async fn dashboard() {}
    /// # #[fresh_login_required] async fn keys() {}
    /// # use login_runtime::{Key, LoginManager, Router, SessionProtection, routing::get};
    /// use login_runtime::testing::{TestClient, assert_challenged, assert_logged_in_as};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).login_view("/login").session_protection(SessionProtection::Strong).build()?;
    /// # let app = Router::<User>::new().route("/", get(index)).route("/dashboard", get(dashboard)).route("/keys", get(keys))
    /// #     .with_login(manager.clone(), ());
    /// # let ada = User { id: 1 };
    /// # let mut client = TestClient::new(&app, &manager);
    /// // With `SessionProtection::Strong`.
    /// client.acting_as(&ada).on_device("Firefox");
    /// assert_logged_in_as!(client.get("/dashboard").await, ada);
    /// assert_challenged!(client.on_device("curl").get("/dashboard").await);
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn on_device(self, user_agent: &str) -> Self {
        self.client.on_device(user_agent);
        self.log_in()
    }

    #[track_caller]
    fn log_in(mut self) -> Self {
        let settings = &self.client.manager().0;
        match settings.user_type.get() {
            None => {
                panic!("no app was made with this manager; hand over a clone of the one that the app has")
            }
            Some(user_type) => assert!(
                *user_type == TypeId::of::<U>(),
                "`{}` is not the user type of this manager's app",
                type_name::<U>()
            ),
        }
        let headers = HeaderMap::from_iter([(header::USER_AGENT, self.client.device().clone())]);
        let proved_ago = Some(self.proved_ago);
        let cookies = login_cookies(settings, self.user, proved_ago, self.is_remembered, &headers);
        let Some(cookies) = cookies else {
            panic!("nobody can log in with the id {:?}; it must have 1 to 128 bytes", self.user.get_id());
        };
        if let Some(handle) = self.handle.replace(cookies.handle) {
            settings.unwritten.forget(handle);
        }
        self.client.keep(&cookies.session, "/");
        self.client.keep(&cookies.remember, "/");
        self
    }
}

impl<U: UserMixin> Deref for Acting<'_, U> {
    type Target = TestClient;

    fn deref(&self) -> &TestClient {
        self.client
    }
}

impl<U: UserMixin> DerefMut for Acting<'_, U> {
    fn deref_mut(&mut self) -> &mut TestClient {
        self.client
    }
}

impl<U: UserMixin> Debug for Acting<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acting")
            .field("user", self.user.get_id())
            .field("proved_ago", &self.proved_ago)
            .field("is_remembered", &self.is_remembered)
            .finish_non_exhaustive()
    }
}
