//! What our cookies are called, and which attributes the names promise.

use std::borrow::Cow;

/// The names of the three cookies, and whether they are bound to https.
#[derive(Clone, Debug)]
pub(crate) struct CookieNames {
    pub(crate) session: Cow<'static, str>,
    pub(crate) remember: Cow<'static, str>,
    pub(crate) flash: Cow<'static, str>,
    pub(crate) secure: bool,
}

impl CookieNames {
    /// `__Host-` names: the browser itself refuses them without `Secure`, with a `Domain`, or from a sibling
    /// domain (RFC 6265bis, section 4.1.3.2).
    pub(crate) const STRICT: Self = Self {
        session: Cow::Borrowed("__Host-session"),
        remember: Cow::Borrowed("__Host-remember"),
        flash: Cow::Borrowed("__Host-flash"),
        secure: true,
    };

    /// Bare names without `Secure`, for http on another machine than the browser's.
    pub(crate) const INSECURE_OVER_HTTP: Self = Self {
        session: Cow::Borrowed("session"),
        remember: Cow::Borrowed("remember"),
        flash: Cow::Borrowed("flash"),
        secure: false,
    };
}
