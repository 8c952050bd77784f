//! What our cookies are called, and which attributes the names promise.

/// The names of the three cookies, and whether they are bound to https.
#[derive(Clone, Debug)]
pub(crate) struct CookieNames {
    pub(crate) session: String,
    pub(crate) remember: String,
    pub(crate) flash: String,
    pub(crate) secure: bool,
}

impl CookieNames {
    /// The names for an application: two on one host must not overwrite each other's.
    ///
    /// With `secure` they start with `__Host-`: then the browser itself refuses them without `Secure`, with a
    /// `Domain`, or from a sibling domain (RFC 6265bis, section 4.1.3.2).
    pub(crate) fn new(application: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        let separator = if application.is_empty() { "" } else { "-" };
        let name = |purpose| format!("{prefix}{application}{separator}{purpose}");
        Self { session: name("session"), remember: name("remember"), flash: name("flash"), secure }
    }
}
