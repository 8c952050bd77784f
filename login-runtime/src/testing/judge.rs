//! What the assertions look at. The macros name it; nobody else does.

use std::fmt::{self, Display};

use axum::http::{HeaderMap, Response, StatusCode};

use crate::context::{self, Noted, Visitors};
use crate::policy::{Challenge, Decision};
use crate::rule::Denial;
use crate::user::UserMixin;

/// A response, whoever asked for it.
pub trait Answered {
    /// What there is to judge.
    fn __reply(&self) -> Reply<'_>;
}

impl<B> Answered for Response<B> {
    fn __reply(&self) -> Reply<'_> {
        let extensions = self.extensions();
        Reply {
            status: self.status(),
            headers: self.headers(),
            noted: extensions.get().copied(),
            visitors: extensions.get(),
        }
    }
}

/// A user, however it is held: the macros call it as a method, so that references and pointers are seen through.
pub trait Named: UserMixin {
    /// The user's type and id.
    fn __named(&self) -> Somebody {
        Somebody(context::Somebody::of(self))
    }
}

impl<U: UserMixin> Named for U {}

/// Somebody who can log in.
#[derive(Clone, Debug)]
pub struct Somebody(context::Somebody);

/// What is known of a response.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    noted: Option<Noted>,
    visitors: Option<&'a Visitors>,
}

impl Reply<'_> {
    #[track_caller]
    pub fn assert_logged_in_as(&self, Somebody(user): &Somebody) {
        let is_there = self.visitors.is_some_and(|visitors| visitors.0.contains(user));
        assert!(self.is_served() && is_there, "expected an answer for {user}; it was {self}");
    }

    #[track_caller]
    pub fn assert_guest(&self) {
        let is_guest = self.visitors.is_some_and(|visitors| visitors.0.is_empty());
        assert!(self.is_served() && is_guest, "expected an answer for a guest; it was {self}");
    }

    #[track_caller]
    pub fn assert_challenged(&self) {
        assert!(self.is_challenged(), "expected a challenge; it was {self}");
    }

    #[track_caller]
    pub fn assert_challenged_at(&self, view: &str) {
        let leads_there = self.location().is_some_and(|location| {
            let rest = location.strip_prefix(view);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['?', '&', '#']))
        });
        assert!(self.is_challenged() && leads_there, "expected a challenge at `{view}`; it was {self}");
    }

    #[track_caller]
    pub fn assert_denied(&self) {
        assert!(matches!(self.noted, Some(Noted::Denied(_))), "expected a denial; it was {self}");
    }

    fn is_served(&self) -> bool {
        matches!(self.noted, None | Some(Noted::LetThrough))
    }

    fn is_challenged(&self) -> bool {
        matches!(self.noted, Some(Noted::Refused(Decision::Challenge(_))))
    }

    /// Where the client is sent, also by htmx.
    fn location(&self) -> Option<&str> {
        let location = self.headers.get("location").or_else(|| self.headers.get("hx-redirect"));
        location?.to_str().ok()
    }

    fn visitors(&self) -> String {
        let visitors: Vec<_> =
            self.visitors.iter().flat_map(|visitors| &visitors.0).map(ToString::to_string).collect();
        if visitors.is_empty() { "a guest".to_owned() } else { visitors.join(" and ") }
    }
}

/// What came, to go on after "it was".
impl Display for Reply<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visitors = self.visitors();
        match self.noted {
            Some(Noted::Denied(Denial::Forbidden)) => write!(f, "denied to {visitors}"),
            Some(Noted::Denied(Denial::NotFound)) => {
                write!(f, "denied to {visitors} as if there were nothing")
            }
            Some(Noted::Home) => write!(f, "for guests only, and {visitors} was sent home"),
            Some(Noted::Refused(Decision::Challenge(Challenge::Login))) => {
                write!(f, "challenged, as nobody is logged in")
            }
            Some(Noted::Refused(Decision::Challenge(Challenge::Fresh))) => {
                write!(f, "challenged, as the log-in of {visitors} is not fresh")
            }
            Some(Noted::Refused(_)) => write!(f, "refused, as a loader or a rule failed"),
            None | Some(Noted::LetThrough) if self.visitors.is_some() => write!(f, "served for {visitors}"),
            None | Some(Noted::LetThrough) => write!(f, "answered without finding out who is there"),
        }?;
        write!(f, ": {}", self.status)?;
        self.location().map_or(Ok(()), |location| write!(f, " to `{location}`"))
    }
}
