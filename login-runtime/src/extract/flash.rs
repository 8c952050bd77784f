//! The one message that waits for the next page.

use std::convert::Infallible;

use axum::extract::OptionalFromRequestParts;
use axum::http::request::Parts;

use crate::context::of_request;

/// The message a refusal left for the page it sent the person to. Reading it removes it.
///
/// It travels in a signed cookie for at most 5 minutes, so nobody else can put words on the page; it is text, so
/// escape it like any other.
///
/// ```
/// use login_runtime::{Flash, public};
///
/// #[public]
/// async fn login_page(flash: Option<Flash>) -> String {
///     flash.map_or("Log in".to_owned(), |flash| format!("[{}] {}", flash.category, flash.message))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flash {
    /// What kind of message it is, for its looks. Default: `message`.
    pub category: String,
    /// The message.
    pub message: String,
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Flash {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        let flash = of_request(parts).ok().and_then(|context| context.take_flash(&parts.headers));
        Ok(flash.map(|flash| Self { category: flash.category, message: flash.message }))
    }
}
