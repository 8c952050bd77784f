//! Building a manager: every default strict, every problem reported at once.

use std::fmt::{self, Debug};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::response::{IntoResponse, Response};
use tower_http::csrf::CsrfLayer;

use super::settings::{Deletions, RefusalHandler};
use super::{ConfigError, ConfigProblem, LoginManager, Message, Settings};
use crate::clock::{Clock, SystemClock};
use crate::cookie::CookieNames;
use crate::crypto::KeyRing;
use crate::next::SafeNext;
use crate::refusal::{Answer, Refusal};
use crate::session::{EndedLogins, SessionProtection};
use crate::ticket::{FlashTicket, Sealer};

const HOUR: Duration = Duration::from_secs(60 * 60);
const CATEGORY: &str = "message";

/// The settings of a [`LoginManager`] before they are checked.
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
    secure_cookies: bool,
    login_view: Option<String>,
    refresh_view: Option<String>,
    home_view: String,
    refused_next: Vec<String>,
    login_message: Option<Message>,
    refresh_message: Option<Message>,
    unauthorized_handler: Option<RefusalHandler>,
    needs_refresh_handler: Option<RefusalHandler>,
    denied_handler: Option<RefusalHandler>,
    protection: SessionProtection,
    idle: Duration,
    absolute: Duration,
    fresh_for: Duration,
    remember_for: Duration,
    trusted_origins: Vec<String>,
    ended_capacity: usize,
    clock: Arc<dyn Clock>,
}

impl LoginManagerBuilder {
    pub(super) fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            application: String::new(),
            secure_cookies: true,
            login_view: None,
            refresh_view: None,
            home_view: "/".to_owned(),
            refused_next: vec!["/logout".to_owned()],
            login_message: Some(Message {
                text: Answer::LOGIN_REQUIRED.text.to_owned(),
                category: CATEGORY.to_owned(),
            }),
            refresh_message: Some(Message {
                text: Answer::FRESH_LOGIN_REQUIRED.text.to_owned(),
                category: CATEGORY.to_owned(),
            }),
            unauthorized_handler: None,
            needs_refresh_handler: None,
            denied_handler: None,
            protection: SessionProtection::Basic,
            idle: HOUR,
            absolute: 24 * HOUR,
            fresh_for: HOUR / 4,
            remember_for: 30 * 24 * HOUR,
            trusted_origins: Vec::new(),
            ended_capacity: 1 << 20,
            clock: Arc::new(SystemClock),
        }
    }

    /// Names the application, so that two that share a host or a key have their own cookies and do not accept each
    /// other's tickets: at most 32 letters, digits, `-` and `_`. Default: empty.
    ///
    /// One application with two kinds of users has two managers, each with a name.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = name.into();
        self
    }

    /// Sets the page a guest is sent to, as a path of this site. Default: none, which answers 401.
    pub fn login_view(mut self, path: impl Into<String>) -> Self {
        self.login_view = Some(path.into());
        self
    }

    /// Sets the page that asks a person again who they are. Default: none, which takes the log-in view.
    pub fn refresh_view(mut self, path: impl Into<String>) -> Self {
        self.refresh_view = Some(path.into());
        self
    }

    /// Sets the page that `#[guest_only]` sends a person to who is logged in. Default: `/`.
    pub fn home_view(mut self, path: impl Into<String>) -> Self {
        self.home_view = path.into();
        self
    }

    /// Adds a path that is no place to go after a log-in. The log-in and refresh views and `/logout` are such from
    /// the start.
    pub fn refuse_next(mut self, path: impl Into<String>) -> Self {
        self.refused_next.push(path.into());
        self
    }

    /// Sets what a guest reads on the log-in page. Default: "Please log in to access this page."
    pub fn login_message(mut self, text: impl Into<String>) -> Self {
        self.login_message = Some(Message { text: text.into(), category: CATEGORY.to_owned() });
        self
    }

    /// Leaves the log-in page without a message.
    pub fn no_login_message(mut self) -> Self {
        self.login_message = None;
        self
    }

    /// Sets what a person reads who must prove again who they are. Default: "Please confirm that it is you to access
    /// this page."
    pub fn refresh_message(mut self, text: impl Into<String>) -> Self {
        self.refresh_message = Some(Message { text: text.into(), category: CATEGORY.to_owned() });
        self
    }

    /// Leaves the refresh page without a message.
    pub fn no_refresh_message(mut self) -> Self {
        self.refresh_message = None;
        self
    }

    /// Answers guests with a handler of the application's own; no message is left and no view is used.
    pub fn unauthorized_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.unauthorized_handler = Some(erase(handler));
        self
    }

    /// Answers people whose log-in is not fresh with a handler of the application's own.
    pub fn needs_refresh_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.needs_refresh_handler = Some(erase(handler));
        self
    }

    /// Answers people who are denied something with a handler of the application's own: 403, or 404 where a resource does not
    /// exist or the rule says `deny = not_found`; see [`Refusal::status`]. A handler that looks at nothing else keeps the
    /// two 404s alike.
    ///
    /// ```
    /// use login_runtime::{Key, LoginManager};
    ///
    /// let manager = LoginManager::new(Key::generate()?)
    ///     .denied_handler(|refusal| (refusal.status(), "Nothing to see here."))
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn denied_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.denied_handler = Some(erase(handler));
        self
    }

    /// Sets what happens when a ticket comes from another client. Default: [`SessionProtection::Basic`].
    pub fn session_protection(mut self, protection: SessionProtection) -> Self {
        self.protection = protection;
        self
    }

    /// Sets how long a session lives without a request: at least 2 seconds, at most the absolute timeout. Default:
    /// 1 hour (NIST SP 800-63B-4, AAL2).
    ///
    /// The ticket is made anew once half of it has passed, so a session may end up to half of it early when the
    /// browser asks for nothing, never late.
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.idle = idle;
        self
    }

    /// Sets how long a session lives at most, whatever happens: 2 seconds to 400 days. Default: 24 hours (NIST
    /// SP 800-63B-4, AAL2).
    pub fn absolute_timeout(mut self, absolute: Duration) -> Self {
        self.absolute = absolute;
        self
    }

    /// Sets how long a log-in is fresh: 1 second to 400 days. Default: 15 minutes (the inactivity limit of NIST
    /// SP 800-63B-4, AAL3).
    pub fn fresh_for(mut self, fresh: Duration) -> Self {
        self.fresh_for = fresh;
        self
    }

    /// Sets how long a person is remembered who asked for it: 1 second to 400 days, the most a browser keeps.
    /// Default: 30 days (NIST SP 800-63B-4, AAL1). Flask-Login's default is 365 days.
    pub fn remember_for(mut self, remember: Duration) -> Self {
        self.remember_for = remember;
        self
    }

    /// Lets another origin send requests with unsafe methods: written as browsers do, `https://app.example`, with
    /// a port only where it is not the default one, and no slash at the end.
    pub fn trusted_origin(mut self, origin: impl Into<String>) -> Self {
        self.trusted_origins.push(origin.into());
        self
    }

    /// Sets how many log-ins that ended early are remembered in memory, at most about 40 bytes each. Default: 2²⁰.
    ///
    /// An id is kept only until its tickets would have expired. Should the list be full all the same, every log-in
    /// up to that moment ends, and an error is logged: forgetting one would let it in again.
    pub fn ended_logins_capacity(mut self, capacity: usize) -> Self {
        self.ended_capacity = capacity;
        self
    }

    /// Uses bare cookie names without `Secure`, for plain http beyond the machine itself.
    ///
    /// Browsers take the strict cookies over http on `localhost` and `127.0.0.1`, so development does not need this.
    ///
    /// # Security
    ///
    /// Whoever sits on the network reads the cookies and is logged in.
    pub fn insecure_cookies_over_http(mut self) -> Self {
        self.secure_cookies = false;
        self
    }

    /// Replaces the clock, in tests with a [`ManualClock`](crate::ManualClock).
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the settings and makes the manager.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every problem there is.
    pub fn build(self) -> Result<LoginManager, ConfigError> {
        let mut problems = Vec::new();
        if self.keys.has_duplicate() {
            problems.push(ConfigProblem::DuplicateKey);
        }
        let is_named_well = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if self.application.len() > 32 || !self.application.bytes().all(is_named_well) {
            problems.push(ConfigProblem::Application { name: self.application.clone() });
        }
        let login_view = self.login_view.as_deref().and_then(|path| view("login_view", path, &mut problems));
        let refresh_view =
            self.refresh_view.as_deref().and_then(|path| view("refresh_view", path, &mut problems));
        let home_view = view("home_view", &self.home_view, &mut problems);
        for path in &self.refused_next {
            view("refuse_next", path, &mut problems);
        }
        self.check_durations(&mut problems);
        for (setting, message) in
            [("login_message", &self.login_message), ("refresh_message", &self.refresh_message)]
        {
            if message.as_ref().is_some_and(|message| message.text.len() > FlashTicket::MAX_MESSAGE) {
                problems.push(ConfigProblem::MessageTooLong { setting });
            }
        }
        for origin in &self.trusted_origins {
            if let Err(reason) = check_origin(origin) {
                problems.push(ConfigProblem::Origin { value: origin.clone(), reason });
            }
        }
        if self.ended_capacity == 0 {
            problems.push(ConfigProblem::NoEndedLogins);
        }
        let Some(home_view) = home_view.filter(|_| problems.is_empty()) else {
            return Err(ConfigError(problems));
        };
        let cookies = CookieNames::new(&self.application, self.secure_cookies);
        let (active, retired) = self.keys.derive(&self.application, &cookies);
        Ok(LoginManager(Arc::new(Settings {
            sealer: Sealer::new(active, retired),
            deletions: Deletions::of(&cookies),
            cookies,
            login_view,
            refresh_view,
            home_view,
            refused_next: self.refused_next,
            login_message: self.login_message,
            refresh_message: self.refresh_message,
            unauthorized_handler: self.unauthorized_handler,
            needs_refresh_handler: self.needs_refresh_handler,
            denied_handler: self.denied_handler,
            protection: self.protection,
            idle: self.idle,
            absolute: self.absolute,
            fresh_for: self.fresh_for,
            remember_for: self.remember_for,
            trusted_origins: self.trusted_origins,
            ended: EndedLogins::new(self.ended_capacity),
            user_type: OnceLock::new(),
            clock: self.clock,
        })))
    }

    fn check_durations(&self, problems: &mut Vec<ConfigProblem>) {
        let (one, two) = (Duration::from_secs(1), Duration::from_secs(2));
        for (setting, value, least, range) in [
            ("idle_timeout", self.idle, two, "2 seconds to 400 days"),
            ("absolute_timeout", self.absolute, two, "2 seconds to 400 days"),
            ("fresh_for", self.fresh_for, one, "1 second to 400 days"),
            ("remember_for", self.remember_for, one, "1 second to 400 days"),
        ] {
            if !(least..=Settings::MAX_REMEMBER).contains(&value) {
                problems.push(ConfigProblem::Duration { setting, range });
            }
        }
        if self.idle > self.absolute {
            problems.push(ConfigProblem::IdleBeyondAbsolute);
        }
    }
}

/// Refuses what no browser sends, as it would silently never match.
fn check_origin(origin: &str) -> Result<(), String> {
    let _ = CsrfLayer::new().add_trusted_origin(origin).map_err(|error| error.to_string())?;
    let default_port = if origin.starts_with("https://") { ":443" } else { ":80" };
    if origin.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'*' | b'@')) {
        return Err("write it as browsers do: in lower case, without wildcards or names".to_owned());
    }
    if origin.ends_with(default_port) {
        return Err(format!("browsers leave the default port out; drop `{default_port}`"));
    }
    Ok(())
}

fn view(setting: &'static str, path: &str, problems: &mut Vec<ConfigProblem>) -> Option<SafeNext> {
    SafeNext::parse(path)
        .map_err(|reason| problems.push(ConfigProblem::View { setting, value: path.to_owned(), reason }))
        .ok()
}

fn erase<R: IntoResponse>(handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static) -> RefusalHandler {
    Arc::new(move |refusal| -> Response { handler(refusal).into_response() })
}

impl Debug for LoginManagerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginManagerBuilder(..)")
    }
}
