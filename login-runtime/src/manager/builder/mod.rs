//! Building a manager: every default strict, every problem reported at once.

mod build;
mod lifetimes;
mod refusals;
mod requests;
mod users;

use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use super::ConfigProblem;
use super::settings::{Localizer, RefusalHandler};
use super::typed::Typed;
use crate::clock::{Clock, SystemClock};
use crate::cookie::CookieSettings;
use crate::crypto::KeyRing;
use crate::ledger::AnyLedger;
use crate::refusal::Answer;
use crate::session::{Fingerprint, SessionProtection};

const HOUR: Duration = Duration::from_secs(60 * 60);

/// The settings of a [`LoginManager`](crate::LoginManager) before they are checked.
///
/// ```
/// use login_runtime::{Key, LoginManager, SessionProtection};
/// use std::time::Duration;
///
/// let manager = LoginManager::new(Key::generate()?)
///     .login_view("/login")
///     .refresh_view("/confirm")
///     .idle_timeout(Duration::from_secs(30 * 60))
///     .session_protection(SessionProtection::Strong)
///     .build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "settings do nothing until `build()` makes a manager of them"]
pub struct LoginManagerBuilder {
    keys: KeyRing,
    application: String,
    cookies: CookieSettings,
    login_view: Option<String>,
    refresh_view: Option<String>,
    home_view: String,
    refused_next: Vec<String>,
    keeps_next_in_cookie: bool,
    login_message: Notice,
    refresh_message: Notice,
    localizer: Option<Localizer>,
    unauthorized_handler: Option<RefusalHandler>,
    needs_refresh_handler: Option<RefusalHandler>,
    denied_handler: Option<RefusalHandler>,
    refusal_handler: Option<RefusalHandler>,
    protection: SessionProtection,
    fingerprint: Fingerprint,
    exempts_preflights: bool,
    idle: Duration,
    absolute: Duration,
    fresh_for: Duration,
    remember_for: Duration,
    renews_remember: bool,
    trusted_origins: Vec<String>,
    ended_capacity: usize,
    ledger: Option<Box<dyn AnyLedger>>,
    clock: Arc<dyn Clock>,
    typed: Typed,
    /// What is wrong with settings that are not looked at again.
    problems: Vec<ConfigProblem>,
}

/// A message before it is checked.
struct Notice {
    text: Option<String>,
    category: String,
}

impl Notice {
    fn of(answer: Answer) -> Self {
        Self { text: Some(answer.text.to_owned()), category: "message".to_owned() }
    }
}

impl LoginManagerBuilder {
    pub(crate) fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            application: String::new(),
            cookies: CookieSettings::new(),
            login_view: None,
            refresh_view: None,
            home_view: "/".to_owned(),
            refused_next: vec!["/logout".to_owned()],
            keeps_next_in_cookie: false,
            login_message: Notice::of(Answer::LOGIN_REQUIRED),
            refresh_message: Notice::of(Answer::FRESH_LOGIN_REQUIRED),
            localizer: None,
            unauthorized_handler: None,
            needs_refresh_handler: None,
            denied_handler: None,
            refusal_handler: None,
            protection: SessionProtection::Basic,
            fingerprint: Fingerprint::user_agent(),
            exempts_preflights: false,
            idle: HOUR,
            absolute: 24 * HOUR,
            fresh_for: HOUR / 4,
            remember_for: 30 * 24 * HOUR,
            renews_remember: false,
            trusted_origins: Vec::new(),
            ended_capacity: 1 << 20,
            ledger: None,
            clock: Arc::new(SystemClock),
            typed: Typed::default(),
            problems: Vec::new(),
        }
    }

    /// Replaces the clock, in tests with a [`ManualClock`](crate::ManualClock).
    ///
    /// ```
    /// use login_runtime::{Key, LoginManager, ManualClock};
    ///
    /// let clock = ManualClock::default();
    /// let manager = LoginManager::new(Key::generate()?).clock(clock.clone()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

impl Debug for LoginManagerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginManagerBuilder(..)")
    }
}
