//! What a built manager holds.

use std::any::TypeId;
use std::fmt::{self, Debug};
use std::ops::RangeInclusive;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::Views;
use super::confirm_pages::ConfirmPages;
use super::typed::Typed;
use crate::clock::{Clock, Timestamp};
use crate::cookie::{CookieNames, CookieWriter};
use crate::crypto::Purpose;
use crate::events::LoginEvent;
use crate::ledger::AnyLedger;
use crate::next::SafeNext;
use crate::refusal::Refusal;
use crate::session::{ClientInfo, EndedLogins, Fingerprint, SessionProtection};
use crate::ticket::Sealer;

/// A handler of the application's own for refused requests.
pub(crate) type RefusalHandler = Arc<dyn Fn(Refusal<'_>) -> Response + Send + Sync>;

/// A handler whose response is of no type of its own any more.
pub(crate) fn erase<R: IntoResponse>(
    handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
) -> RefusalHandler {
    Arc::new(move |refusal| handler(refusal).into_response())
}

/// Translates a message for whoever sent these headers.
pub(crate) type Localizer = Arc<dyn Fn(&str, &HeaderMap) -> Option<String> + Send + Sync>;

/// A function of the application's own that is told what happens.
pub(crate) type Listener<U> = Arc<dyn Fn(&LoginEvent<'_, U>, &ClientInfo) + Send + Sync>;

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
    pub(crate) next: HeaderValue,
}

impl Deletions {
    pub(super) fn of(names: &CookieNames, writer: &CookieWriter) -> Self {
        Self {
            session: writer.expired(&names.session),
            remember: writer.expired(&names.remember),
            flash: writer.expired(&names.flash),
            next: writer.expired(&names.next),
        }
    }
}

pub(crate) struct Settings {
    pub(crate) sealer: Sealer,
    pub(crate) cookies: CookieNames,
    pub(crate) cookie_writer: CookieWriter,
    pub(crate) deletions: Deletions,
    /// Those of routers that have none of their own.
    pub(crate) views: Views,
    pub(crate) home_view: SafeNext,
    /// Paths that are no place to go after a log-in.
    pub(crate) refused_next: Vec<String>,
    pub(crate) keeps_next_in_cookie: bool,
    pub(crate) login_message: Option<Message>,
    pub(crate) refresh_message: Option<Message>,
    pub(crate) localizer: Option<Localizer>,
    pub(crate) unauthorized_handler: Option<RefusalHandler>,
    pub(crate) needs_refresh_handler: Option<RefusalHandler>,
    pub(crate) denied_handler: Option<RefusalHandler>,
    /// For whatever has none of those.
    pub(crate) refusal_handler: Option<RefusalHandler>,
    pub(crate) protection: SessionProtection,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) exempts_preflights: bool,
    pub(crate) idle: Duration,
    pub(crate) absolute: Duration,
    pub(crate) fresh_for: Duration,
    pub(crate) remember_for: Duration,
    pub(crate) renews_remember: bool,
    pub(crate) trusted_origins: Vec<String>,
    pub(crate) confirm_pages: ConfirmPages,
    pub(crate) ended: EndedLogins,
    /// What remembers the log-ins that live, if anything does.
    pub(crate) ledger: Option<Box<dyn AnyLedger>>,
    #[cfg(feature = "testing")]
    pub(crate) unwritten: crate::ledger::Unwritten,
    pub(crate) clock: Arc<dyn Clock>,
    /// The one user type of this manager: a ticket does not say whose id it holds.
    pub(crate) user_type: OnceLock<TypeId>,
    /// What it was told about that type before it knew it.
    pub(crate) typed: Typed,
    /// Whether a layer of this manager stands around anything: until then no request looks for one.
    pub(crate) has_layer: AtomicBool,
}

impl Settings {
    /// The longest a remember ticket may live: browsers keep no cookie longer (RFC 6265bis, section 5.5).
    pub(crate) const MAX_REMEMBER: Duration = Duration::from_secs(400 * 24 * 60 * 60);

    /// How long a log-in may be remembered.
    pub(crate) const REMEMBER_RANGE: RangeInclusive<Duration> = Duration::from_secs(1)..=Self::MAX_REMEMBER;

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Tells the ledger of the log-ins that a test began.
    #[cfg(feature = "testing")]
    pub(crate) async fn write_logins(&self) {
        self.unwritten.write(self.ledger.as_deref()).await;
    }

    pub(crate) fn cookie_name(&self, purpose: Purpose) -> &str {
        match purpose {
            Purpose::Session => &self.cookies.session,
            Purpose::Remember => &self.cookies.remember,
            Purpose::Flash => &self.cookies.flash,
            Purpose::Next => &self.cookies.next,
        }
    }
}

impl Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Settings(..)")
    }
}
