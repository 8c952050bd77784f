//! The requests that every variant is asked: a visit, and what becomes of it.

use axum::http::{HeaderValue, Method, StatusCode};

/// The cookies that a browser sends beside ours.
const FOREIGN: &str = "_ga=GA1.1.1234567890.1700000000; theme=dark; lang=en-GB; consent=yes%3Aall; \
                       _gid=GA1.1.987654321; cart=eyJpdGVtcyI6W119";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Scenario {
    Public,
    PublicKnown,
    Guarded,
    Browser,
    Refused,
    Tampered,
    LogIn,
}

impl Scenario {
    pub(crate) const ALL: [Self; 7] = [
        Self::Public,
        Self::PublicKnown,
        Self::Guarded,
        Self::Browser,
        Self::Refused,
        Self::Tampered,
        Self::LogIn,
    ];

    /// The word for it in commands and in the budgets.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::PublicKnown => "public-known",
            Self::Guarded => "guarded",
            Self::Browser => "browser",
            Self::Refused => "refused",
            Self::Tampered => "tampered",
            Self::LogIn => "log-in",
        }
    }

    pub(crate) fn by_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.key() == key)
    }

    /// Its column in the page.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Public => "public, guest",
            Self::PublicKnown => "public, signed in",
            Self::Guarded => "guarded, valid",
            Self::Browser => "six foreign cookies",
            Self::Refused => "no cookie",
            Self::Tampered => "tampered",
            Self::LogIn => "log in",
        }
    }

    pub(crate) fn method(self) -> Method {
        if self == Self::LogIn { Method::POST } else { Method::GET }
    }

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Public | Self::PublicKnown => "/public",
            Self::LogIn => "/log-in",
            _ => "/me",
        }
    }

    /// What the request carries, given the cookies of a log-in.
    pub(crate) fn cookie(self, session: &str) -> Option<HeaderValue> {
        let cookie = match self {
            Self::Public | Self::Refused | Self::LogIn => return None,
            Self::PublicKnown | Self::Guarded => session.to_owned(),
            Self::Browser => format!("{FOREIGN}; {session}"),
            Self::Tampered => tampered(session),
        };
        Some(HeaderValue::try_from(cookie).expect("cookies are visible ASCII"))
    }

    pub(crate) fn status(self) -> StatusCode {
        if self.is_refused() { StatusCode::UNAUTHORIZED } else { StatusCode::OK }
    }

    pub(crate) fn is_refused(self) -> bool {
        matches!(self, Self::Refused | Self::Tampered)
    }
}

/// The first cookie with another character in the middle of its value.
fn tampered(session: &str) -> String {
    let start = session.find('=').map_or(0, |at| at + 1);
    let end = session.find(';').unwrap_or(session.len());
    let middle = usize::midpoint(start, end);
    let mut other = session.to_owned();
    let digit = if &session[middle..=middle] == "1" { "2" } else { "1" };
    other.replace_range(middle..=middle, digit);
    other
}
