//! What a refusal looks like to the client that is refused.

mod answer;
mod client;
mod reason;
mod redirect;

use std::fmt::{self, Debug};

use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;

pub(crate) use answer::Answer;
pub(crate) use client::{Client, original_uri};
pub use reason::RefusalReason;
pub(crate) use redirect::{send_to, view_url};

/// Stands in a response that sends the client to a view, for which a message is left and the way back is kept.
#[derive(Clone, Copy)]
pub(crate) struct SentToView;

/// A request that was refused, as a handler of the application's own sees it. Who was refused is known there to
/// [`current_user`](crate::current_user), as it is in a route's handler.
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
    client: Client,
    answer: Answer,
    location: Option<&'a str>,
    /// How the request loader wants to be told who asks.
    challenge: Option<&'static str>,
}

impl<'a> Refusal<'a> {
    pub(crate) fn new(parts: &'a Parts, answer: Answer) -> Self {
        Self { parts, client: Client::of(&parts.headers), answer, location: None, challenge: None }
    }

    pub(crate) fn sent_to(self, location: Option<&'a str>) -> Self {
        Self { location, ..self }
    }

    pub(crate) fn challenged_by(self, challenge: Option<&'static str>) -> Self {
        Self { challenge, ..self }
    }

    /// Returns what the client would get if there were no handler: a redirect to [`location`](Refusal::location), with
    /// `HX-Redirect` for htmx; or the status with a text for a person and a problem document (RFC 9457) for a program. For a
    /// handler that has something to add, or only cares for some requests.
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
    ///     .unauthorized_handler(|refusal| ([("x-help", "/help/login")], refusal.default_response()))
    ///     .build()?;
    /// # let app = Router::<User>::new().route("/inbox", get(page)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/inbox").header("accept", "text/html");
    /// # let answer = tower::ServiceExt::oneshot(app, request.body(axum::body::Body::empty())?).await?;
    /// # assert_eq!((answer.status().as_u16(), &answer.headers()["x-help"]), (303, &"/help/login".parse()?));
    /// # Ok(()) }
    /// ```
    #[must_use = "a response does nothing until it is returned"]
    pub fn default_response(&self) -> Response {
        match (self.client, self.location) {
            (client @ (Client::Navigation | Client::Htmx), Some(location)) => {
                let mut response = send_to(client, location);
                response.extensions_mut().insert(SentToView);
                response
            }
            (client, _) => self.with_challenge(self.answer.to(client)),
        }
    }

    /// What kind of client asks.
    pub(crate) fn client(&self) -> Client {
        self.client
    }

    /// Says whether the client is sent to a view, if no handler has other plans.
    pub(crate) fn is_sent_to_view(&self) -> bool {
        self.location.is_some() && self.client != Client::Api
    }

    /// A 401 says how to be let in (RFC 9110, section 11.6.1).
    pub(crate) fn with_challenge(&self, mut response: Response) -> Response {
        // The attribute checked that it is one.
        if let Some(Ok(challenge)) = self.challenge.map(HeaderValue::try_from)
            && response.status() == StatusCode::UNAUTHORIZED
            && response.extensions().get::<SentToView>().is_none()
        {
            response.headers_mut().entry(header::WWW_AUTHENTICATE).or_insert(challenge);
        }
        response
    }

    /// Returns why the request is refused.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use login_runtime::RefusalReason;
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .refusal_handler(|refusal| match refusal.reason() {
    ///         RefusalReason::Unavailable => (refusal.status(), "We are away for a moment.".to_owned()),
    ///         reason => (refusal.status(), format!("Sorry: {reason}.")),
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn reason(&self) -> RefusalReason {
        self.answer.reason
    }

    /// Returns the status the client would get that is sent nowhere: 401 for a guest and for a log-in that is not fresh, 403
    /// for somebody who may not and for what another site sent, 404 where nothing is found or `deny = not_found` says so, 503 where
    /// that could not be found out, 500 where the route is not set up for it.
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
        self.answer.status
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
        self.client == Client::Navigation
    }

    /// Says whether htmx asks, which puts what it gets into the page that is shown, and follows `HX-Redirect` but no redirect.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use axum::{http::StatusCode, response::IntoResponse};
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .denied_handler(|refusal| match refusal.is_htmx() {
    ///         true => (StatusCode::FORBIDDEN, [("hx-retarget", "#errors")], "You may not do this.").into_response(),
    ///         false => refusal.default_response(),
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_htmx(&self) -> bool {
        self.client == Client::Htmx
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

    /// Returns what layers outside of the route left in the refused request: its id, a nonce for the page, the part of the site that
    /// it is in ([`Router::layer`](crate::Router::layer) with an `Extension`).
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// #[derive(Clone)]
    /// struct RequestId(u64);
    ///
    /// LoginManager::new(Key::generate()?)
    ///     .denied_handler(|refusal| match refusal.extensions().get::<RequestId>() {
    ///         Some(RequestId(id)) => format!("You may not do this. (Request {id})"),
    ///         None => "You may not do this.".to_owned(),
    ///     })
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn extensions(&self) -> &'a Extensions {
        &self.parts.extensions
    }

    /// Returns the view the client would be sent to, `next` included; `None` when no view is set, or it is the very page that was
    /// refused.
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
            .field("status", &self.status())
            .field("location", &self.location)
            .finish_non_exhaustive()
    }
}
