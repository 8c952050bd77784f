//! The user behind the request.

use std::fmt::{self, Debug};
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;

use super::LoginRejection;
use crate::context::{Held, LoginContext, Unavailable, current_person, of_user_type};
use crate::policy::{Policy, ask};
use crate::user::UserMixin;

/// The user who is logged in. As an argument it refuses a guest as `#[login_required]` does;
/// `Option<CurrentUser<User>>` is `None` for a guest.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{CurrentUser, login_required, public};
///
/// #[login_required]
/// async fn dashboard(user: CurrentUser<User>) -> String {
///     format!("Hello {}", user.name)
/// }
///
/// #[public]
/// async fn index(user: Option<CurrentUser<User>>) -> String {
///     user.map_or("Hello you".to_owned(), |user| format!("Hello {}", user.name))
/// }
/// ```
pub struct CurrentUser<U: UserMixin> {
    person: Held<U>,
    fresh: bool,
}

impl<U: UserMixin> CurrentUser<U> {
    /// Says whether the person proved who they are within the manager's `fresh_for`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn back_from_an_identity_provider(login: Login<User>) -> Result<(), LoginError> {
    ///     login.login_user(&User { id: 1 }).fresh(false).await?;
    ///     let user = login.user().unwrap();
    ///     assert!(!user.is_fresh());
    ///     Ok(())
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(back_from_an_identity_provider)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Says whether the log-in asked to be remembered.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{CurrentUser, login_required};
    ///
    /// #[login_required]
    /// async fn settings(user: CurrentUser<User>) -> &'static str {
    ///     if user.is_remembered() { "This browser stays logged in." } else { "Logged in until the browser is closed." }
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(settings)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 401);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn is_remembered(&self) -> bool {
        self.person.is_remembered()
    }

    /// Says whether the user may do an action with a resource, by the same [`Policy`] as `can(…)` in a rule.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{CurrentUser, Decision, Policy, Resource};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # struct Edit;
    /// # impl Policy<Edit> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(user.id == self.author) }
    /// # }
    /// fn edit_link(user: &CurrentUser<User>, post: &Post) -> &'static str {
    ///     if user.can(Edit, post) { "<a href=edit>Edit</a>" } else { "" }
    /// }
    /// ```
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "an action is named, not used: `user.can(Edit, post)`")]
    pub fn can<A, R: Policy<A, User = U>>(&self, action: A, resource: &R) -> bool {
        let _ = action;
        ask::<A, R>(Some(&**self), resource).given_fresh(self.is_fresh()).is_allowed()
    }

    /// Returns the user: as a rule a clone, as the request holds on to this one.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use login_runtime::{Login, LoginError, public};
    ///
    /// #[public]
    /// async fn log_in(login: Login<User>) -> Result<(), LoginError> {
    ///     login.login_user(&User { id: 1 }).await?;
    ///     let user: User = login.user().unwrap().into_inner();
    ///     assert_eq!(user.id, 1);
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
    #[must_use]
    pub fn into_inner(self) -> U {
        self.person.into_user()
    }

    pub(super) fn of(context: Arc<LoginContext<U>>) -> Option<Self> {
        let (person, fresh) = context.person()?;
        Some(Self { person, fresh })
    }
}

impl<U: UserMixin> Clone for CurrentUser<U> {
    fn clone(&self) -> Self {
        Self { person: self.person.clone(), fresh: self.fresh }
    }
}

impl<U: UserMixin> Deref for CurrentUser<U> {
    type Target = U;

    fn deref(&self) -> &U {
        &self.person.user
    }
}

/// For [`can(&user, …)`](crate::can) and [`Permit::ask(&user, …)`](crate::Permit::ask).
impl<'u, U: UserMixin> From<&'u CurrentUser<U>> for Option<&'u U> {
    fn from(user: &'u CurrentUser<U>) -> Self {
        Some(user)
    }
}

/// Prints the id only: a user holds a password hash more often than not.
impl<U: UserMixin> Debug for CurrentUser<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CurrentUser").field(self.person.user.get_id()).finish()
    }
}

impl<U: UserMixin, S: Send + Sync> FromRequestParts<S> for CurrentUser<U> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, LoginRejection> {
        // Behind a guard the answer is there already.
        if let Some(user) = current_user() {
            return Ok(user);
        }
        let context =
            of_user_type::<U>(parts).map_err(|missing| LoginRejection::missing::<U>(missing, parts))?;
        // A store that fails is no guest.
        context.access(parts).await.map_err(|Unavailable| LoginRejection::unavailable(&context, parts))?;
        Self::of(Arc::clone(&context))
            .ok_or_else(|| LoginRejection::Refused(Box::new(context.refuse_guest(parts))))
    }
}

impl<U: UserMixin, S: Send + Sync> OptionalFromRequestParts<S> for CurrentUser<U> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, LoginRejection> {
        let context =
            of_user_type::<U>(parts).map_err(|missing| LoginRejection::missing::<U>(missing, parts))?;
        context.access(parts).await.map_err(|Unavailable| LoginRejection::unavailable(&context, parts))?;
        Ok(Self::of(context))
    }
}

/// Returns the user of the running request, for code deep inside a handler that has no arguments of its own; and for what runs
/// before a handler once it is known who is there: policies, checks, resource loaders, and the handlers of refusals.
///
/// It is `None` for a guest, outside a request, in a task the handler spawned, and in a public handler that takes
/// neither `Option<CurrentUser<_>>` nor `Login<_>`: nothing has asked who is there.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader, current_user};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// fn audit(what: &str) -> String {
///     match current_user::<User>() {
///         Some(user) => format!("{what} by {}", user.id),
///         None => format!("{what} by nobody"),
///     }
/// }
/// assert_eq!(audit("start"), "start by nobody");
/// ```
#[must_use]
pub fn current_user<U: UserMixin>() -> Option<CurrentUser<U>> {
    current_person().map(|(person, fresh)| CurrentUser { person, fresh })
}
