//! Why an extractor of ours gave no value.

use std::fmt::{self, Display};

use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::context::{LoginContext, Missing};
use crate::events::Event;
use crate::refusal::{Answer, Client, original_uri};
use crate::user::UserMixin;

/// Why an extractor of this library gave no value, with the response that says so to the client.
///
/// ```
/// use axum::{extract::FromRequestParts, http::Request};
/// use login_runtime::{CurrentUser, LoginRejection};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(async {
/// let (mut parts, ()) = Request::new(()).into_parts();
/// let rejection = CurrentUser::<User>::from_request_parts(&mut parts, &()).await.unwrap_err();
/// assert!(matches!(rejection, LoginRejection::Misconfigured(_)), "there is no manager on this request");
/// assert_eq!(rejection.status(), 500);
/// # });
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum LoginRejection {
    /// Nobody is logged in: sent to the log-in view, or 401. Of a [`Permit`](crate::Permit): the policy said no, 403 or 404.
    Refused(Box<Response>),
    /// The user loader failed: 503.
    Unavailable(Box<Response>),
    /// The route has no login manager, or one for another user type: 500. The log says what to add.
    Misconfigured(Box<Response>),
}

impl LoginRejection {
    /// Returns the status of the response.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::response::{IntoResponse, Response};
    /// use login_runtime::{LazyUser, LoginRejection, public};
    ///
    /// #[public]
    /// async fn page(mut visitor: LazyUser<User>) -> Response {
    ///     match visitor.get().await {
    ///         Ok(_) => "Hello".into_response(),
    ///         Err(rejection) => (rejection.status(), "We could not find out who you are.").into_response(),
    ///     }
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(page)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn status(&self) -> StatusCode {
        let (Self::Refused(response) | Self::Unavailable(response) | Self::Misconfigured(response)) = self;
        response.status()
    }

    /// Who is there could not be found out.
    pub(super) fn unavailable<U: UserMixin>(context: &LoginContext<U>, parts: &Parts) -> Self {
        Self::Unavailable(Box::new(context.unavailable(parts)))
    }

    /// The resource that the handler wants was not loaded by its rule.
    pub(super) fn nothing_loaded<R>(parts: &Parts) -> Self {
        Event::NothingLoaded { wanted: std::any::type_name::<R>() }.emit();
        Self::Misconfigured(Box::new(Answer::MISCONFIGURED.to(Client::of(&parts.headers))))
    }

    /// Logs what is missing, and answers a plain 500: no request passes for want of a manager.
    pub(super) fn missing<U>(missing: Missing, parts: &Parts) -> Self {
        match missing {
            Missing::NoManager => Event::NoManager { path: original_uri(parts).path() },
            Missing::OtherUserType => Event::OtherUserType { wanted: std::any::type_name::<U>() },
        }
        .emit();
        Self::Misconfigured(Box::new(Answer::MISCONFIGURED.to(Client::of(&parts.headers))))
    }
}

impl Display for LoginRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused(_) => "the request may not go on",
            Self::Unavailable(_) => "who is there could not be found out",
            Self::Misconfigured(_) => "the route is not set up for a login; the log says what to add",
        })
    }
}

impl std::error::Error for LoginRejection {}

impl IntoResponse for LoginRejection {
    fn into_response(self) -> Response {
        let (Self::Refused(response) | Self::Unavailable(response) | Self::Misconfigured(response)) = self;
        *response
    }
}
