//! Why a request is refused, in one word.

use std::fmt::{self, Display};

/// Why a request is refused: what a handler of the application's own looks at, and the `reason` of the problem document that a program gets
/// where there is no such handler.
///
/// ```
/// use login_runtime::RefusalReason;
///
/// assert_eq!(RefusalReason::FreshLoginRequired.to_string(), "fresh_login_required");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalReason {
    /// `login_required`, 401: nobody is logged in.
    LoginRequired,
    /// `fresh_login_required`, 401: somebody is, and has to prove again who they are.
    FreshLoginRequired,
    /// `guest_only`, 403: somebody is logged in where nobody may be, and is not sent home.
    GuestOnly,
    /// `forbidden`, 403: the rule says no.
    Forbidden,
    /// `not_found`, 404: there is no such thing, or the rule says `deny = not_found`.
    NotFound,
    /// `cross_origin`, 403: another site sent the request. Without a handler it is a text for every client.
    CrossOrigin,
    /// `unavailable`, 503: a loader, a policy or a check failed, or could not say.
    Unavailable,
    /// `misconfigured`, 500: the route is not set up for what is asked of it; the log says what to add.
    Misconfigured,
}

impl RefusalReason {
    /// Returns the word.
    ///
    /// ```
    /// # use login_runtime::RefusalReason;
    /// assert_eq!(RefusalReason::LoginRequired.as_str(), "login_required");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LoginRequired => "login_required",
            Self::FreshLoginRequired => "fresh_login_required",
            Self::GuestOnly => "guest_only",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::CrossOrigin => "cross_origin",
            Self::Unavailable => "unavailable",
            Self::Misconfigured => "misconfigured",
        }
    }
}

impl Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
