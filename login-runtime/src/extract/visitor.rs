//! Somebody, logged in or not.

use std::fmt::{self, Debug};

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::CurrentUser;
use crate::user::UserMixin;

/// A user who is logged in, or what the application knows of a guest: a language, a cart, a name to show.
///
/// The guest's type is any extractor that needs no request body, and is asked for guests only. Whatever it holds, it is no user:
/// no guard takes it for one. Flask-Login's `anonymous_user`; a guest of whom nothing is known is simply `None` in
/// `Option<CurrentUser<User>>`.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader, public};
/// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use axum::extract::FromRequestParts;
/// use axum::http::{header, request::Parts};
/// use login_runtime::Visitor;
/// use std::convert::Infallible;
///
/// /// A guest, of whom the browser tells the languages.
/// struct Guest { languages: String }
///
/// impl<S: Sync> FromRequestParts<S> for Guest {
///     type Rejection = Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
///         let languages = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
///         Ok(Guest { languages: languages.unwrap_or("en").to_owned() })
///     }
/// }
///
/// #[public]
/// async fn index(visitor: Visitor<User, Guest>) -> String {
///     match visitor {
///         Visitor::LoggedIn(user) => format!("Hello {}", user.name),
///         Visitor::Anonymous(guest) => format!("Hello, reader of {}", guest.languages),
///     }
/// }
/// ```
pub enum Visitor<U: UserMixin, A> {
    /// Somebody is logged in. Not called `User`: rustc would write out the path of everybody's own.
    LoggedIn(CurrentUser<U>),
    /// Nobody is.
    Anonymous(A),
}

impl<U: UserMixin, A> Visitor<U, A> {
    /// Says whether somebody is logged in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Visitor};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// assert!(!Visitor::<User, ()>::Anonymous(()).is_authenticated());
    /// ```
    #[must_use]
    pub fn is_authenticated(&self) -> bool {
        self.user().is_some()
    }

    /// Returns the user; `None` for a guest.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Visitor};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// assert!(Visitor::<User, ()>::Anonymous(()).user().is_none());
    /// ```
    #[must_use]
    pub fn user(&self) -> Option<&CurrentUser<U>> {
        match self {
            Self::LoggedIn(user) => Some(user),
            Self::Anonymous(_) => None,
        }
    }
}

impl<U: UserMixin, A: Debug> Debug for Visitor<U, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoggedIn(user) => f.debug_tuple("LoggedIn").field(user).finish(),
            Self::Anonymous(guest) => f.debug_tuple("Anonymous").field(guest).finish(),
        }
    }
}

impl<U: UserMixin, A: FromRequestParts<S>, S: Send + Sync> FromRequestParts<S> for Visitor<U, A> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let user = <CurrentUser<U> as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await;
        match user.map_err(IntoResponse::into_response)? {
            Some(user) => Ok(Self::LoggedIn(user)),
            None => A::from_request_parts(parts, state)
                .await
                .map(Self::Anonymous)
                .map_err(IntoResponse::into_response),
        }
    }
}
