//! What a refusal looks like to the client that is refused.

mod answer;
mod client;
mod redirect;

use std::fmt::{self, Debug};

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};

pub(crate) use answer::Answer;
pub(crate) use client::{Client, original_uri};
pub(crate) use redirect::{send_to, view_url};

/// A request that was refused, as a handler of the application's own sees it.
///
/// ```
/// use axum::http::StatusCode;
/// use login_runtime::{Key, LoginManager};
///
/// let manager = LoginManager::new(Key::generate()?)
///     .unauthorized_handler(|refusal| (StatusCode::UNAUTHORIZED, format!("not you, not {}", refusal.uri().path())))
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Refusal<'a> {
    parts: &'a Parts,
    status: StatusCode,
    location: Option<&'a str>,
}

impl<'a> Refusal<'a> {
    pub(crate) fn new(parts: &'a Parts, answer: Answer, location: Option<&'a str>) -> Self {
        Self { parts, status: answer.status, location }
    }

    /// Returns the status the client would get that is sent nowhere: 401 for a guest and for a log-in that is not fresh, 403
    /// for somebody who may not, 404 where nothing is found or `deny = not_found` says so.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?)
    ///     .denied_handler(|refusal| (refusal.status(), if refusal.status() == 404 { "Not found." } else { "No." }))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Says whether the client shows what it gets to a person: a browser that navigates, and no script and no htmx.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::{http::StatusCode, response::{IntoResponse, Redirect}};
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .login_view("/login")
    ///     .unauthorized_handler(|refusal| match refusal.location() {
    ///         Some(location) if refusal.is_navigation() => Redirect::to(location).into_response(),
    ///         _ => StatusCode::UNAUTHORIZED.into_response(),
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_navigation(&self) -> bool {
        Client::of(&self.parts.headers) == Client::Navigation
    }

    /// Returns the method of the refused request.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::http::{Method, StatusCode};
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .unauthorized_handler(|refusal| {
    ///         let lost = if refusal.method() == Method::GET { "" } else { " What you sent was not saved." };
    ///         (StatusCode::UNAUTHORIZED, format!("You are logged out.{lost}"))
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn method(&self) -> &'a Method {
        &self.parts.method
    }

    /// Returns the URI of the refused request, with the prefix of any router it is nested in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::login_required;
    /// # #[login_required] async fn page() {}
    /// use login_runtime::{Key, LoginManager, Router, routing::get};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .unauthorized_handler(|refusal| format!("{} is for members.", refusal.uri().path()))
    ///     .build()?;
    /// # let app = Router::<User>::new().route("/inbox", get(page)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/inbox?page=2").header("accept", "text/html");
    /// # let answer = tower::ServiceExt::oneshot(app, request.body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "/inbox is for members.");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn uri(&self) -> &'a Uri {
        original_uri(self.parts)
    }

    /// Returns the headers of the refused request.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::login_required;
    /// # #[login_required] async fn page() {}
    /// use login_runtime::{Key, LoginManager, Router, routing::get};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .unauthorized_handler(|refusal| match refusal.headers().get("accept-language") {
    ///         Some(language) if language == "de" => "Bitte melden Sie sich an.",
    ///         _ => "Please log in.",
    ///     })
    ///     .build()?;
    /// # let app = Router::<User>::new().route("/inbox", get(page)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/inbox?page=2").header("accept", "text/html");
    /// # let answer = tower::ServiceExt::oneshot(app, request.body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "Please log in.");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        &self.parts.headers
    }

    /// Returns the view the client would be sent to, `next` included; `None` when no view is set.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::login_required;
    /// # #[login_required] async fn page() {}
    /// use login_runtime::{Key, LoginManager, Router, routing::get};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .login_view("/login")
    ///     .unauthorized_handler(|refusal| format!("<a href={:?}>Log in</a>", refusal.location().unwrap_or("/")))
    ///     .build()?;
    /// # let app = Router::<User>::new().route("/inbox", get(page)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/inbox?page=2").header("accept", "text/html");
    /// # let answer = tower::ServiceExt::oneshot(app, request.body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "<a href=\"/login?next=%2Finbox%3Fpage%3D2\">Log in</a>");
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn location(&self) -> Option<&'a str> {
        self.location
    }
}

/// Without the headers, in which the tickets stand.
impl Debug for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("method", self.method())
            .field("uri", self.uri())
            .field("status", &self.status)
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}
