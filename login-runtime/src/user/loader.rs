//! How a user is loaded by id, and what may go wrong.

use std::any::type_name;
use std::fmt::{self, Debug, Display};
use std::future::Future;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;

use super::UserMixin;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Loads a user by id; written by [`#[user_loader]`](macro@crate::user_loader), asked for by
/// [`Router::with_login`](crate::Router::with_login).
///
/// ```
/// # use login_runtime::UserMixin;
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// use login_runtime::{UserLoader, user_loader};
///
/// #[user_loader]
/// async fn load_user(id: i64) -> Option<User> {
///     (id == 7).then_some(User { id })
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let (mut parts, ()) = axum::http::Request::new(()).into_parts();
/// let user = User::load(7, &mut parts, &()).await.unwrap(); // as is done for a ticket
/// assert_eq!(user.unwrap().id, 7);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "no `#[user_loader]` for `{Self}`",
    label = "nothing says how to load a `{Self}` by its id",
    note = "write `#[user_loader] async fn load_user(id: /* the id's type */) -> Option<{Self}>`; further arguments are extractors such as `State<Pool>`",
    note = "for a user type of another crate name the state: `#[user_loader(state = {S})]`"
)]
pub trait UserLoader<S>: UserMixin {
    /// Loads the user; `Ok(None)` when there is none of that id.
    ///
    /// ```
    /// # use login_runtime::UserMixin;
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// use login_runtime::{UserLoader, user_loader};
    ///
    /// #[user_loader]
    /// fn load_user(id: i64) -> Result<Option<User>, std::io::Error> {
    ///     if id < 0 { Err(std::io::Error::other("the database is away")) } else { Ok(None) }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (mut parts, ()) = axum::http::Request::new(()).into_parts();
    /// assert!(User::load(7, &mut parts, &()).await.unwrap().is_none()); // a guest
    /// assert!(User::load(-1, &mut parts, &()).await.is_err()); // a 503
    /// # }
    /// ```
    fn load(
        id: Self::Id,
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Option<Self>, LoaderFailure>> + Send;

    /// Loads the user without waiting, where the loader is no `async fn` and takes nothing but `State`; `None`: it may
    /// wait, or wants something of the request, so [`load`](Self::load) is asked.
    ///
    /// ```
    /// # use login_runtime::UserMixin;
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// use axum::extract::State;
    /// use login_runtime::{UserLoader, user_loader};
    ///
    /// #[user_loader]
    /// fn load_user(id: i64, State(known): State<i64>) -> Option<User> {
    ///     (id == known).then_some(User { id })
    /// }
    ///
    /// let loaded = User::load_at_once(&7, &7).expect("a loader that waits for nothing");
    /// assert_eq!(loaded.unwrap().unwrap().id, 7);
    /// ```
    fn load_at_once(id: &Self::Id, state: &S) -> Option<Result<Option<Self>, LoaderFailure>> {
        let _ = (id, state);
        None
    }
}

/// Says that a loader stands in the user type's own crate.
#[diagnostic::on_unimplemented(
    message = "no `#[user_loader]` for `{Self}`",
    label = "nothing says how to load a `{Self}` by its id",
    note = "write `#[user_loader] async fn load_user(id: /* the id's type */) -> Option<{Self}>`; further arguments are extractors such as `State<Pool>`",
    note = "if the loader lives in another crate, say so: `#[user(loader = elsewhere)]`"
)]
pub trait LoaderDeclared {}

/// Checks at compile time that `U` has a loader.
pub const fn loader_declared<U: LoaderDeclared>() {}

/// A loader could not tell what it was asked for: answered 503, never taken for a guest or for nothing. Made of any error, by `?`
/// say; it is the error of the loader traits for whoever implements one by hand.
///
/// ```
/// use login_runtime::LoaderFailure;
///
/// fn load(row: &str) -> Result<i64, LoaderFailure> {
///     Ok(row.parse()?)
/// }
///
/// assert_eq!(load("x").unwrap_err().to_string(), "invalid digit found in string");
/// ```
pub struct LoaderFailure(BoxError);

impl<E: Into<BoxError>> From<E> for LoaderFailure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl Debug for LoaderFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}

impl Display for LoaderFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

/// What a loader may return.
#[diagnostic::on_unimplemented(
    message = "a loader cannot return `{Self}`",
    label = "expected `Option<{U}>` or `Result<Option<{U}>, E>`",
    note = "`E` is any error that is `Send + Sync`: it becomes a 503"
)]
pub trait LoaderOutput<U> {
    /// Turns the loader's answer into ours.
    ///
    /// # Errors
    ///
    /// The loader's own.
    fn into_loaded(self) -> Result<Option<U>, LoaderFailure>;
}

impl<U> LoaderOutput<U> for Option<U> {
    fn into_loaded(self) -> Result<Option<U>, LoaderFailure> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<U, E: Into<BoxError>> LoaderOutput<U> for Result<Option<U>, E> {
    fn into_loaded(self) -> Result<Option<U>, LoaderFailure> {
        self.map_err(|error| LoaderFailure(error.into()))
    }
}

/// Runs one of the extractors that a loader takes.
///
/// # Errors
///
/// The extractor's rejection, told by its status: a loader that misses its arguments has not found "no user".
pub async fn extract<E, S>(parts: &mut Parts, state: &S) -> Result<E, LoaderFailure>
where
    E: FromRequestParts<S>,
    S: Send + Sync,
{
    E::from_request_parts(parts, state).await.map_err(|rejection| refused::<E>(status_of(rejection)))
}

/// Runs one of the extractors that a request loader takes; `None` when the request carries no usable credentials, which
/// an extractor of credentials tells by a status of 4xx.
///
/// # Errors
///
/// Any other rejection, told by its status: whether the credentials hold could not be found out.
pub async fn extract_credentials<E, S>(parts: &mut Parts, state: &S) -> Result<Option<E>, LoaderFailure>
where
    E: FromRequestParts<S>,
    S: Send + Sync,
{
    match E::from_request_parts(parts, state).await.map_err(status_of) {
        Ok(extracted) => Ok(Some(extracted)),
        Err(status) if status.is_client_error() => Ok(None),
        Err(status) => Err(refused::<E>(status)),
    }
}

fn status_of(rejection: impl IntoResponse) -> StatusCode {
    rejection.into_response().status()
}

fn refused<E>(status: StatusCode) -> LoaderFailure {
    format!("the loader's argument `{}` was refused: {status}", type_name::<E>()).into()
}
