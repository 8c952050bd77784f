//! What a refusal looks like to the client that is refused.

mod answer;
mod client;
mod redirect;

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
#[derive(Clone, Copy, Debug)]
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
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Says whether the client shows what it gets to a person: a browser that navigates, and no script and no htmx.
    #[must_use]
    pub fn is_navigation(&self) -> bool {
        Client::of(&self.parts.headers) == Client::Navigation
    }

    /// Returns the method of the refused request.
    #[must_use]
    pub fn method(&self) -> &'a Method {
        &self.parts.method
    }

    /// Returns the URI of the refused request, with the prefix of any router it is nested in.
    #[must_use]
    pub fn uri(&self) -> &'a Uri {
        original_uri(self.parts)
    }

    /// Returns the headers of the refused request.
    #[must_use]
    pub fn headers(&self) -> &'a HeaderMap {
        &self.parts.headers
    }

    /// Returns the view the client would be sent to, `next` included; `None` when no view is set.
    #[must_use]
    pub fn location(&self) -> Option<&'a str> {
        self.location
    }
}
