//! What a line of the table says in one word: who, how fresh, how denied, from where.

use std::fmt::{self, Display};
use std::time::Duration;

use crate::rule::InUnits;

/// Whom a route is for, by the strictest of its rules.
///
/// ```
/// # use login_runtime::AccessAudience;
/// assert_eq!(AccessAudience::LoggedIn.to_string(), "logged in");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessAudience {
    /// Guests and whoever is logged in; the rule may still ask for more.
    Everybody,
    /// Whoever is not logged in.
    Guests,
    /// Whoever is logged in; the rule may still ask for more.
    LoggedIn,
}

impl Display for AccessAudience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Everybody => "everybody",
            Self::Guests => "guests",
            Self::LoggedIn => "logged in",
        })
    }
}

/// What somebody gets whom nothing could let in.
///
/// ```
/// # use login_runtime::DenyBehavior;
/// assert_eq!(DenyBehavior::NotFound.to_string(), "not_found");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DenyBehavior {
    /// 403.
    Forbidden,
    /// 404, as if there were nothing to be denied: `deny = not_found`.
    NotFound,
    /// The home view, as they are logged in already: `#[guest_only]`.
    Home,
}

impl Display for DenyBehavior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Home => "home",
        })
    }
}

/// How recently a person must have proved who they are.
///
/// ```
/// # use login_runtime::Freshness;
/// # use std::time::Duration;
/// assert_eq!(Freshness::Within(Duration::from_secs(7200)).to_string(), "2h");
/// assert_eq!(Freshness::FreshFor.to_string(), "fresh_for");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Freshness {
    /// Within the manager's [`fresh_for`](crate::LoginManagerBuilder::fresh_for).
    FreshFor,
    /// Within this time.
    Within(Duration),
}

impl Display for Freshness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FreshFor => f.write_str("fresh_for"),
            Self::Within(age) => InUnits(age.as_secs()).fmt(f),
        }
    }
}

/// Whether requests from other sites are refused.
///
/// ```
/// # use login_runtime::CrossOrigin;
/// assert_eq!(CrossOrigin::NotNeeded.to_string(), "not needed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CrossOrigin {
    /// Refused before anything else happens.
    Checked,
    /// Let through: `insecure_cross_origin`, or routes that nobody guards.
    Insecure,
    /// No method of the route changes anything. WebSockets are still opened to this site alone.
    NotNeeded,
}

impl Display for CrossOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Checked => "checked",
            Self::Insecure => "insecure",
            Self::NotNeeded => "not needed",
        })
    }
}
