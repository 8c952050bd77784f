//! What a rule or a policy answers.

use std::fmt::{self, Display};
use std::ops::{BitAnd, BitOr, Not};

/// What a rule or a policy says about a request. An error is neither yes nor no: it is [`Unavailable`](Self::Unavailable).
///
/// Decisions combine as in three-valued logic (Kleene's), so that an error neither allows nor hides under a `!`:
/// `&` takes the stricter one, `|` the more lenient one, in the order deny, challenge, unavailable, allow.
///
/// ```
/// use login_runtime::{Challenge, Decision};
///
/// let is_author = Decision::allow_if(false);
/// let is_editor = Decision::allow_if(true);
/// assert_eq!(is_author | is_editor, Decision::Allow);
/// assert_eq!(is_author & is_editor, Decision::Deny);
/// assert_eq!(!Decision::Unavailable, Decision::Unavailable);
/// assert_eq!(Decision::Deny & Decision::Unavailable, Decision::Deny);
/// assert_eq!(Decision::Challenge(Challenge::Fresh) | is_editor, Decision::Allow);
/// assert_eq!(Decision::Challenge(Challenge::Fresh).to_string(), "challenge (fresh login)");
/// ```
///
/// There will be no fifth answer, so that a `match` can be held to all four; what there may be more of is [`Challenge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "a decision that is not looked at decides nothing"]
pub enum Decision {
    /// Yes.
    Allow,
    /// Not yet: meeting the challenge may lead to a yes.
    Challenge(Challenge),
    /// No.
    Deny,
    /// It could not be found out: answered 503, never read as a yes or a no.
    Unavailable,
}

/// What a person may do to be let in.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// use login_runtime::{AccessRule, Challenge, Decision, Persona, Router};
///
/// let rule = AccessRule::fresh_login_required();
/// let table = Router::<User>::new().mount("/keys", rule, axum::Router::new()).access_table();
/// let ask = |persona: Persona<'_, User>| table.explain(&persona, "GET", "/keys/{*path}").unwrap().decision();
/// assert_eq!(ask(Persona::guest()), Decision::Challenge(Challenge::Login));
/// assert_eq!(ask(Persona::of(&User { id: 1 }).restored()), Decision::Challenge(Challenge::Fresh));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Challenge {
    /// Log in.
    Login,
    /// Prove again who they are.
    Fresh,
}

impl Decision {
    /// Allows where `condition` holds, and denies elsewhere.
    ///
    /// ```
    /// # use login_runtime::Decision;
    /// assert_eq!(Decision::allow_if(1 + 1 == 2), Decision::Allow);
    /// ```
    pub const fn allow_if(condition: bool) -> Self {
        if condition { Self::Allow } else { Self::Deny }
    }

    /// What it comes to for a log-in that is fresh, if it is: the challenge to prove oneself again is met then. Nobody tells a policy
    /// how fresh the log-in is that it decides about.
    pub(crate) fn given_fresh(self, is_fresh: bool) -> Self {
        match self {
            Self::Challenge(Challenge::Fresh) if is_fresh => Self::Allow,
            decision => decision,
        }
    }

    /// Says whether it is a yes; an error is none.
    ///
    /// ```
    /// # use login_runtime::Decision;
    /// assert!(!Decision::Unavailable.is_allowed());
    /// ```
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allow)
    }

    /// From no to yes: `&` takes the lower one, `|` the higher one.
    const fn rank(self) -> u8 {
        match self {
            Self::Deny => 0,
            Self::Challenge(_) => 1,
            Self::Unavailable => 2,
            Self::Allow => 3,
        }
    }
}

impl Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Allow => "allow",
            Self::Challenge(Challenge::Login) => "challenge (login)",
            Self::Challenge(Challenge::Fresh) => "challenge (fresh login)",
            Self::Deny => "deny",
            Self::Unavailable => "unavailable",
        })
    }
}

impl From<bool> for Decision {
    fn from(condition: bool) -> Self {
        Self::allow_if(condition)
    }
}

impl BitAnd for Decision {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        if other.rank() < self.rank() { other } else { self }
    }
}

impl BitOr for Decision {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }
}

impl Not for Decision {
    type Output = Self;

    /// A challenge is a no for now, so its opposite allows.
    fn not(self) -> Self {
        match self {
            Self::Allow => Self::Deny,
            Self::Deny | Self::Challenge(_) => Self::Allow,
            Self::Unavailable => Self::Unavailable,
        }
    }
}
