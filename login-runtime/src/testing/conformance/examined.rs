//! What the suite has to know of an application.

use std::any::Any;
use std::fmt::{self, Debug};

use axum::Router;

use crate::clock::ManualClock;
use crate::manager::LoginManager;
use crate::testing::TestClient;
use crate::user::UserMixin;

/// An application to be examined by [`login_conformance!`](macro@crate::testing::login_conformance).
///
/// ```
/// # use login_runtime::{UserMixin, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// # #[login_required] async fn dashboard() {}
/// use login_runtime::{Key, LoginManager, ManualClock, Router, routing::get, testing::Conformance};
///
/// let clock = ManualClock::default();
/// let manager = LoginManager::new(Key::generate()?).clock(clock.clone()).build()?;
/// let app = Router::<User>::new().route("/dashboard", get(dashboard)).with_login(manager.clone(), ());
/// let examined = Conformance::new(app, &manager, &clock, User { id: 1 }, "/dashboard")
///     .no_fresh_route()
///     .no_changing_route();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing is examined until `login_conformance!` has it"]
pub struct Conformance<U> {
    pub(super) app: Router,
    pub(super) manager: LoginManager,
    pub(super) clock: ManualClock,
    pub(super) user: U,
    pub(super) guarded: String,
    fresh: Said,
    changing: Said,
    /// Nobody looks at it: it only has to be there.
    kept: Vec<Box<dyn Any + Send + Sync>>,
}

impl<U: UserMixin> Conformance<U> {
    /// An application with its manager and the clock that it goes by; a user whom its loader finds; and a route that this user
    /// may `GET` and a guest may not.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, login_required, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # #[login_required] async fn dashboard() {}
    /// use login_runtime::{Key, LoginManager, ManualClock, Router, routing::get, testing::Conformance};
    ///
    /// async fn app() -> Conformance<User> {
    ///     let clock = ManualClock::default();
    ///     let key = Key::generate().expect("random bytes");
    ///     let manager = LoginManager::new(key).clock(clock.clone()).build().expect("good settings");
    ///     let app = Router::<User>::new().route("/dashboard", get(dashboard)).with_login(manager.clone(), ());
    ///     Conformance::new(app, &manager, &clock, User { id: 1 }, "/dashboard").no_fresh_route().no_changing_route()
    /// }
    /// ```
    pub fn new(
        app: Router,
        manager: &LoginManager,
        clock: &ManualClock,
        user: U,
        guarded: impl Into<String>,
    ) -> Self {
        Self {
            app,
            manager: manager.clone(),
            clock: clock.clone(),
            user,
            guarded: guarded.into(),
            fresh: Said::Nothing,
            changing: Said::Nothing,
            kept: Vec::new(),
        }
    }

    /// Names a route that this user may `GET` after a fresh log-in only.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, testing::Conformance, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// fn examined(base: Conformance<User>) -> Conformance<User> {
    ///     base.fresh_route("/account").changing_route("/logout")
    /// }
    /// ```
    pub fn fresh_route(mut self, path: impl Into<String>) -> Self {
        self.fresh = Said::At(path.into());
        self
    }

    /// Says that no route asks for a fresh log-in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, testing::Conformance, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// fn examined(base: Conformance<User>) -> Conformance<User> {
    ///     base.no_fresh_route().changing_route("/logout")
    /// }
    /// ```
    pub fn no_fresh_route(mut self) -> Self {
        self.fresh = Said::None;
        self
    }

    /// Names a route that this user may `POST` to, with an empty form.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, testing::Conformance, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// fn examined(base: Conformance<User>) -> Conformance<User> {
    ///     base.no_fresh_route().changing_route("/logout")
    /// }
    /// ```
    pub fn changing_route(mut self, path: impl Into<String>) -> Self {
        self.changing = Said::At(path.into());
        self
    }

    /// Says that no route changes anything, the log-out included.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, testing::Conformance, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// fn examined(base: Conformance<User>) -> Conformance<User> {
    ///     base.no_fresh_route().no_changing_route()
    /// }
    /// ```
    pub fn no_changing_route(mut self) -> Self {
        self.changing = Said::None;
        self
    }

    /// Holds on to something that the application needs for as long as it is examined, a temporary folder say.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, testing::Conformance, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # struct TempFolder;
    /// fn examined(base: Conformance<User>, folder: TempFolder) -> Conformance<User> {
    ///     base.fresh_route("/account").changing_route("/logout").keeping(folder)
    /// }
    /// ```
    pub fn keeping(mut self, thing: impl Any + Send + Sync) -> Self {
        self.kept.push(Box::new(thing));
        self
    }

    /// A browser without cookies.
    pub(super) fn guest(&self) -> TestClient {
        TestClient::new(&self.app, &self.manager)
    }

    /// A browser in which the user has just logged in.
    #[track_caller]
    pub(super) fn logged_in(&self) -> TestClient {
        let mut client = self.guest();
        client.acting_as(&self.user);
        client
    }

    pub(super) fn fresh(&self) -> Option<&str> {
        self.fresh
            .path("say which route asks for a fresh log-in: `.fresh_route(path)`, or `.no_fresh_route()`")
    }

    pub(super) fn changing(&self) -> Option<&str> {
        self.changing
            .path("say which route takes a `POST`: `.changing_route(path)`, or `.no_changing_route()`")
    }
}

/// What was said of a route.
enum Said {
    Nothing,
    /// That there is none.
    None,
    At(String),
}

impl Said {
    fn path(&self, request: &str) -> Option<&str> {
        match self {
            Self::Nothing => panic!("{request}"),
            Self::None => None,
            Self::At(path) => Some(path),
        }
    }
}

impl<U> Debug for Conformance<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conformance").field("guarded", &self.guarded).finish_non_exhaustive()
    }
}
