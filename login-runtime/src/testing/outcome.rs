//! What a persona gets on a route.

use std::fmt::{self, Display};

use axum::http::StatusCode;
use axum::response::Response;

use crate::context::Noted;
use crate::policy::{Challenge, Decision};
use crate::router::{AccessEntry, Declared, DenyBehavior, Persona};
use crate::rule::{AccessRule, Denial};
use crate::user::UserMixin;

/// What a persona gets on a route, by the table or from the running router.
///
/// ```
/// # use login_runtime::testing::Outcome;
/// assert_eq!(Outcome::NotFound.to_string(), "404");
/// assert_eq!(Outcome::Answered(500).to_string(), "500 by no rule");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It is let through.
    Allow,
    /// It is asked to log in.
    Login,
    /// It is asked to prove again who it is.
    Fresh,
    /// It is denied: 403.
    Deny,
    /// It is denied as if there were nothing: 404.
    NotFound,
    /// It is sent home, as it is logged in already.
    Home,
    /// It could not be found out, as a loader or a policy fails: 503.
    Unavailable,
    /// The table alone does not say: a function of the application's decides, or an object that was not given.
    Depends,
    /// The path has no such method: 405.
    NoMethod,
    /// Something answered with this status that is neither a rule nor a guarded handler: a layer, or axum itself where
    /// the example is no path of the route.
    Answered(u16),
}

impl Outcome {
    /// What the table says; a method that it does not list has no handler.
    pub(super) fn declared<U: UserMixin>(entry: Option<&AccessEntry>, persona: &Persona<'_, U>) -> Self {
        let Some(entry) = entry else { return Self::NoMethod };
        match entry.declared(persona) {
            Declared::Depends => Self::Depends,
            Declared::Is(Decision::Deny) => match entry.deny() {
                Some(DenyBehavior::NotFound) => Self::NotFound,
                Some(DenyBehavior::Home) => Self::Home,
                _ => Self::Deny,
            },
            Declared::Is(decision) => Self::of(decision),
        }
    }

    /// What the router answered.
    pub(super) fn observed(entry: Option<&AccessEntry>, response: &Response) -> Self {
        let status = response.status();
        match response.extensions().get() {
            Some(Noted::LetThrough) => Self::Allow,
            Some(Noted::Home) => Self::Home,
            Some(Noted::Denied(Denial::Forbidden)) => Self::Deny,
            Some(Noted::Denied(Denial::NotFound)) => Self::NotFound,
            Some(Noted::Refused(decision)) => Self::of(*decision),
            None if status == StatusCode::METHOD_NOT_ALLOWED => Self::NoMethod,
            None if entry.is_some_and(|entry| is_bare(entry) && !is_refusal(status)) => Self::Allow,
            None => Self::Answered(status.as_u16()),
        }
    }

    /// Says whether the router did what the table says. What depends may be allowed or refused, but not fail.
    pub(super) fn agrees_with(self, observed: Self) -> bool {
        match self {
            Self::Depends => !matches!(observed, Self::Unavailable | Self::NoMethod | Self::Answered(_)),
            declared => declared == observed,
        }
    }

    fn of(decision: Decision) -> Self {
        match decision {
            Decision::Allow => Self::Allow,
            Decision::Challenge(Challenge::Fresh) => Self::Fresh,
            Decision::Challenge(_) => Self::Login,
            Decision::Deny => Self::Deny,
            Decision::Unavailable => Self::Unavailable,
        }
    }
}

/// Says whether the handler may stand in the router as it is: then it answers itself, with whatever status.
fn is_bare(entry: &AccessEntry) -> bool {
    entry.rules.iter().all(AccessRule::is_public)
}

fn is_refusal(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Allow => "allow",
            Self::Login => "login",
            Self::Fresh => "fresh",
            Self::Deny => "deny",
            Self::NotFound => "404",
            Self::Home => "home",
            Self::Unavailable => "503",
            Self::Depends => "depends",
            Self::NoMethod => "405",
            Self::Answered(status) => return write!(f, "{status} by no rule"),
        })
    }
}
