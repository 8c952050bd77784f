//! What may be wrong with a manager's settings.

use std::fmt::{self, Debug, Display};
use std::time::Duration;

use crate::cookie::CookieProblem;
use crate::next::NextError;

/// Everything that is wrong with a manager's settings, found in one go.
///
/// ```
/// use login_runtime::{Key, LoginManager};
/// use std::time::Duration;
///
/// let error = LoginManager::new(Key::generate()?)
///     .login_view("https://elsewhere.example/login")
///     .idle_timeout(Duration::ZERO)
///     .build()
///     .unwrap_err();
/// assert_eq!(error.problems().len(), 2);
/// # Ok::<(), login_runtime::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ConfigError(pub(super) Vec<ConfigProblem>);

impl ConfigError {
    /// Returns each problem, in the order of the settings.
    ///
    /// ```
    /// use login_runtime::{ConfigProblem, Key, LoginManager};
    ///
    /// let error = LoginManager::new(Key::generate()?).login_view("//evil.example").build().unwrap_err();
    /// assert!(matches!(error.problems(), [ConfigProblem::View { setting: "login_view", .. }]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problems(&self) -> &[ConfigProblem] {
        &self.0
    }
}

impl Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the login manager cannot be built:")?;
        self.0.iter().try_for_each(|problem| write!(f, "\n- {problem}"))
    }
}

impl std::error::Error for ConfigError {}

impl std::error::Error for ConfigProblem {}

/// The list of problems as a person reads it, as that is what a `main` shows that returns it.
impl Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

/// One thing wrong with a manager's settings.
///
/// ```
/// use login_runtime::{Key, LoginManager};
///
/// let error = LoginManager::new(Key::generate()?).application("my shop").build().unwrap_err();
/// assert_eq!(
///     error.problems()[0].to_string(),
///     "`application` is \"my shop\"; use at most 32 letters, digits, `-` and `_`"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigProblem {
    /// The same secret stands in the key ring twice.
    DuplicateKey,
    /// The application's name does not fit into a cookie's name.
    Application {
        /// The name found.
        name: String,
    },
    /// A view is no path of this site.
    View {
        /// The setting, for example `login_view`.
        setting: &'static str,
        /// The value found.
        value: String,
        /// The part of the rule it breaks.
        reason: NextError,
    },
    /// A duration is below or above its limits.
    Duration {
        /// The setting, for example `idle_timeout`.
        setting: &'static str,
        /// The value found.
        value: Duration,
        /// The allowed range, in words.
        range: &'static str,
    },
    /// The idle timeout is longer than the absolute one, so it would never end a session.
    IdleBeyondAbsolute,
    /// A message or its category is too long for a cookie.
    MessageTooLong {
        /// The setting, for example `login_message`.
        setting: &'static str,
    },
    /// A trusted origin that no browser would send.
    Origin {
        /// The value found.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The cookies cannot be written as asked for.
    Cookie(CookieProblem),
    /// The network of a trusted proxy is not written as one: `10.0.0.0/8`.
    Proxy {
        /// The value found.
        value: String,
    },
    /// The cookies of a Flask application are signed with an empty secret, so that anybody can make them.
    EmptySecret,
    /// The list of ended log-ins has no room at all.
    NoEndedLogins,
}

impl Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateKey => f.write_str("the key ring holds the same key twice; retire another one"),
            Self::Application { name } => {
                write!(f, "`application` is {name:?}; use at most 32 letters, digits, `-` and `_`")
            }
            Self::View { setting, value, reason } => {
                write!(
                    f,
                    "`{setting}` is {value:?}: {reason}; use an absolute path of this site such as \"/login\""
                )
            }
            Self::Duration { setting, value, range } => write!(f, "`{setting}` is {value:?}; use {range}"),
            Self::IdleBeyondAbsolute => {
                f.write_str("`idle_timeout` is longer than `absolute_timeout`; make it shorter")
            }
            Self::MessageTooLong { setting } => {
                write!(f, "`{setting}` is too long; use at most 600 bytes of text and 64 of category")
            }
            Self::Origin { value, reason } => write!(f, "`trusted_origin` {value:?}: {reason}"),
            Self::Cookie(problem) => Display::fmt(problem, f),
            Self::Proxy { value } => {
                write!(f, "`trusted_proxy` is {value:?}; write a network such as \"10.0.0.0/8\"")
            }
            Self::EmptySecret => {
                f.write_str("the secret of `FlaskLoginCookies` is empty; use the application's `SECRET_KEY`")
            }
            Self::NoEndedLogins => {
                f.write_str("`ended_logins_capacity` is 0; log-outs need room to be remembered")
            }
        }
    }
}
