//! What a built manager holds.

use std::any::TypeId;
use std::fmt::{self, Debug};
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::HeaderValue;
use axum::response::Response;

use crate::clock::{Clock, Timestamp};
use crate::cookie::{self, CookieNames};
use crate::crypto::Purpose;
use crate::next::SafeNext;
use crate::refusal::Refusal;
use crate::session::{EndedLogins, SessionProtection};
use crate::ticket::Sealer;

/// A handler of the application's own for refused requests.
pub(crate) type RefusalHandler = Arc<dyn Fn(Refusal<'_>) -> Response + Send + Sync>;

/// What a person is told on the page they are sent to.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) text: String,
    pub(crate) category: String,
}

/// The deletion of each cookie, written once.
#[derive(Clone, Debug)]
pub(crate) struct Deletions {
    pub(crate) session: HeaderValue,
    pub(crate) remember: HeaderValue,
    pub(crate) flash: HeaderValue,
}

impl Deletions {
    pub(super) fn of(names: &CookieNames) -> Self {
        let expired = |name| cookie::expired(name, names.secure);
        Self {
            session: expired(&names.session),
            remember: expired(&names.remember),
            flash: expired(&names.flash),
        }
    }
}

pub(crate) struct Settings {
    pub(crate) sealer: Sealer,
    pub(crate) cookies: CookieNames,
    pub(crate) deletions: Deletions,
    pub(crate) login_view: Option<SafeNext>,
    pub(crate) refresh_view: Option<SafeNext>,
    pub(crate) home_view: SafeNext,
    /// Paths that are no place to go after a log-in.
    pub(crate) refused_next: Vec<String>,
    pub(crate) login_message: Option<Message>,
    pub(crate) refresh_message: Option<Message>,
    pub(crate) unauthorized_handler: Option<RefusalHandler>,
    pub(crate) needs_refresh_handler: Option<RefusalHandler>,
    pub(crate) denied_handler: Option<RefusalHandler>,
    pub(crate) protection: SessionProtection,
    pub(crate) idle: Duration,
    pub(crate) absolute: Duration,
    pub(crate) fresh_for: Duration,
    pub(crate) remember_for: Duration,
    pub(crate) trusted_origins: Vec<String>,
    pub(crate) ended: EndedLogins,
    pub(crate) clock: Arc<dyn Clock>,
    /// The one user type of this manager: a ticket does not say whose id it holds.
    pub(crate) user_type: OnceLock<TypeId>,
}

impl Settings {
    /// The longest a remember ticket may live: browsers keep no cookie longer (RFC 6265bis, section 5.5).
    pub(crate) const MAX_REMEMBER: Duration = Duration::from_secs(400 * 24 * 60 * 60);

    /// How long a log-in may be remembered.
    pub(crate) const REMEMBER_RANGE: RangeInclusive<Duration> = Duration::from_secs(1)..=Self::MAX_REMEMBER;

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn cookie_name(&self, purpose: Purpose) -> &str {
        match purpose {
            Purpose::Session => &self.cookies.session,
            Purpose::Remember => &self.cookies.remember,
            Purpose::Flash => &self.cookies.flash,
        }
    }

    /// Says whether a safe target is also a sensible one: not the page that does the log-in.
    pub(crate) fn is_destination(&self, next: &SafeNext) -> bool {
        let is_view = |view: &Option<SafeNext>| view.as_ref().is_some_and(|view| view.path() == next.path());
        !is_view(&self.login_view)
            && !is_view(&self.refresh_view)
            && !self.refused_next.iter().any(|path| path == next.path())
    }
}

impl Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Settings(..)")
    }
}
