//! What the attribute on a handler says, as a value.

use std::fmt::{self, Display};
use std::time::Duration;

/// Who may use a route: evaluable, printable, comparable.
///
/// The attributes write it; by hand it is needed only for a whole foreign service
/// ([`Router::mount`](crate::Router::mount)).
///
/// ```
/// use login_runtime::AccessRule;
/// use std::time::Duration;
///
/// let rule = AccessRule::fresh_login_required().within(Duration::from_secs(600));
/// assert_eq!(rule.to_string(), "fresh login within 10m");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessRule {
    pub(crate) requirement: Requirement,
    pub(crate) checks_origin: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Requirement {
    Public,
    Guest,
    Login,
    /// `None`: within the manager's `fresh_for`.
    FreshLogin(Option<Duration>),
}

impl AccessRule {
    /// Everybody: `#[public]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::public().to_string(), "public");
    /// ```
    #[must_use]
    pub const fn public() -> Self {
        Self::of(Requirement::Public)
    }

    /// Whoever is not logged in; others are sent to the home view: `#[guest_only]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::guest_only().to_string(), "guest only");
    /// ```
    #[must_use]
    pub const fn guest_only() -> Self {
        Self::of(Requirement::Guest)
    }

    /// Whoever is logged in: `#[login_required]`.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::login_required().to_string(), "login");
    /// ```
    #[must_use]
    pub const fn login_required() -> Self {
        Self::of(Requirement::Login)
    }

    /// Whoever proved who they are a short time ago: `#[fresh_login_required]`. The time is the manager's
    /// [`fresh_for`](crate::LoginManagerBuilder::fresh_for), unless [`within`](AccessRule::within) says another.
    ///
    /// ```
    /// assert_eq!(login_runtime::AccessRule::fresh_login_required().to_string(), "fresh login");
    /// ```
    #[must_use]
    pub const fn fresh_login_required() -> Self {
        Self::of(Requirement::FreshLogin(None))
    }

    /// Sets the age up to which a log-in is fresh, in whole seconds; on another rule than a fresh log-in it changes
    /// nothing.
    ///
    /// ```
    /// # use login_runtime::AccessRule;
    /// # use std::time::Duration;
    /// let rule = AccessRule::fresh_login_required().within(Duration::from_secs(7200));
    /// assert_eq!(rule.to_string(), "fresh login within 2h");
    /// ```
    #[must_use]
    pub const fn within(mut self, age: Duration) -> Self {
        if let Requirement::FreshLogin(_) = self.requirement {
            self.requirement = Requirement::FreshLogin(Some(age));
        }
        self
    }

    /// Lets other sites send requests with unsafe methods: for a webhook that proves its sender otherwise.
    ///
    /// # Security
    ///
    /// Any page of any site can then make a visitor's browser send such a request, with the visitor's cookies as far
    /// as `SameSite` lets them through.
    ///
    /// ```
    /// let rule = login_runtime::AccessRule::public().insecure_cross_origin();
    /// assert_eq!(rule.to_string(), "public, insecure cross-origin");
    /// ```
    #[must_use]
    pub const fn insecure_cross_origin(mut self) -> Self {
        self.checks_origin = false;
        self
    }

    const fn of(requirement: Requirement) -> Self {
        Self { requirement, checks_origin: true }
    }
}

impl Display for AccessRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.requirement {
            Requirement::Public => f.write_str("public")?,
            Requirement::Guest => f.write_str("guest only")?,
            Requirement::Login => f.write_str("login")?,
            Requirement::FreshLogin(None) => f.write_str("fresh login")?,
            Requirement::FreshLogin(Some(age)) => write!(f, "fresh login within {}", InUnits(age))?,
        }
        if self.checks_origin { Ok(()) } else { f.write_str(", insecure cross-origin") }
    }
}

/// A duration as the attributes write it: in the largest unit that fits without rest.
struct InUnits(Duration);

impl Display for InUnits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let (unit, name) = [(86_400, "d"), (3600, "h"), (60, "m")]
            .into_iter()
            .find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit))
            .unwrap_or((1, "s"));
        write!(f, "{}{name}", seconds / unit)
    }
}

/// Where a handler stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandlerSite {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

impl HandlerSite {
    /// Made by the attributes.
    #[must_use]
    pub const fn new(module: &'static str, name: &'static str, file: &'static str, line: u32) -> Self {
        Self { module, name, file, line }
    }
}
