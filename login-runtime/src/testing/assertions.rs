//! What a test expects of a response.

/// Asserts that a request was served for this user: their log-in held, no rule refused it, and they are logged in now that
/// the response is there.
///
/// It takes what a [`TestClient`](crate::testing::TestClient) returns, and any `axum::response::Response`. What the handler answered
/// counts for nothing, a 404 of its own included. After a log-in the user is who logged in; after a log-out nobody is
/// there. A public handler that asks for nothing is served for nobody.
///
/// ```
/// # use login_runtime::{UserMixin, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[login_required] async fn dashboard() {}
/// # use login_runtime::{Key, LoginManager, Router, routing::get};
/// use login_runtime::testing::{TestClient, assert_logged_in_as};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let app = Router::<User>::new().route("/dashboard", get(dashboard)).with_login(manager.clone(), ());
/// # let mut client = TestClient::new(&app, &manager);
/// let ada = User { id: 1 };
/// assert_logged_in_as!(client.acting_as(&ada).get("/dashboard").await, ada);
/// # Ok(())
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! assert_logged_in_as {
    ($response:expr, $user:expr $(,)?) => {{
        use $crate::testing::judge::{Answered as _, Named as _};
        $response.__reply().assert_logged_in_as(&$user.__named())
    }};
}

/// Asserts that a request was served for nobody: its handler could have asked for a user, and there was none.
///
/// A public handler that asks for nothing has not found out, so it is not served for a guest either.
///
/// ```
/// # use login_runtime::{CurrentUser, UserMixin, public, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[public] async fn index(_user: Option<CurrentUser<User>>) {}
/// # use login_runtime::{Key, LoginManager, Router, routing::get};
/// use login_runtime::testing::{TestClient, assert_guest};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let app = Router::<User>::new().route("/", get(index)).with_login(manager.clone(), ());
/// assert_guest!(TestClient::new(&app, &manager).get("/").await);
/// # Ok(())
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! assert_guest {
    ($response:expr $(,)?) => {{
        use $crate::testing::judge::Answered as _;
        $response.__reply().assert_guest()
    }};
}

/// Asserts that a request was refused until somebody logs in, or proves again who they are. With a second argument also
/// that the client is sent there, whatever is added to its query.
///
/// ```
/// # use login_runtime::{UserMixin, fresh_login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[fresh_login_required] async fn keys() {}
/// # use login_runtime::{Key, LoginManager, Router, routing::get};
/// use login_runtime::testing::{TestClient, assert_challenged};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let manager = LoginManager::new(Key::generate()?).login_view("/login").refresh_view("/confirm").build()?;
/// # let app = Router::<User>::new().route("/keys", get(keys)).with_login(manager.clone(), ());
/// let mut client = TestClient::new(&app, &manager);
/// assert_challenged!(client.get("/keys").await, "/login");
/// assert_challenged!(client.acting_as(&User { id: 1 }).stale("1h").get("/keys").await, "/confirm");
/// assert_challenged!(client.fetch("/keys").await);
/// # Ok(())
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! assert_challenged {
    ($response:expr $(,)?) => {{
        use $crate::testing::judge::Answered as _;
        $response.__reply().assert_challenged()
    }};
    ($response:expr, $view:expr $(,)?) => {{
        use $crate::testing::judge::Answered as _;
        $response.__reply().assert_challenged_at($view)
    }};
}

/// Asserts that a rule or a policy refused this person for good: 403, or 404 where it hides what is there.
///
/// A handler that answers 403 by itself is not denied by a rule, nor is a request from another site; test those by their
/// status. A logged-in person on a `#[guest_only]` route is sent home, which is no denial. What is not there at all is denied
/// like what is hidden: nobody is to tell the two apart.
///
/// ```
/// # use login_runtime::{Role, UserMixin, requires, user_loader};
/// # #[derive(Clone, Copy, Debug, PartialEq, Eq, Role)] enum AppRole { Reader, Admin }
/// # #[derive(Clone, UserMixin)] struct User { id: i64, #[user(role)] role: AppRole }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id, role: AppRole::Reader }) }
/// # #[requires(role = AppRole::Admin)] async fn admin() {}
/// # use login_runtime::{Key, LoginManager, Router, routing::get};
/// use login_runtime::testing::{TestClient, assert_denied};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let manager = LoginManager::new(Key::generate()?).build()?;
/// # let app = Router::<User>::new().route("/admin", get(admin)).with_login(manager.clone(), ());
/// # let mut client = TestClient::new(&app, &manager);
/// let reader = User { id: 2, role: AppRole::Reader };
/// assert_denied!(client.acting_as(&reader).get("/admin").await);
/// # Ok(())
/// # }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! assert_denied {
    ($response:expr $(,)?) => {{
        use $crate::testing::judge::Answered as _;
        $response.__reply().assert_denied()
    }};
}

pub use {assert_challenged, assert_denied, assert_guest, assert_logged_in_as};
