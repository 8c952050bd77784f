//! Writing `Set-Cookie`: one shape for setting and for deleting, so that a deletion always deletes.

use std::fmt::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::HeaderValue;
use httpdate::HttpDate;

/// About what the attributes take.
const ATTRIBUTES: usize = 160;

/// With requests from where a browser sends a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SameSite {
    Strict,
    Lax,
    None,
}

/// What every cookie of ours is written with.
#[derive(Clone, Debug)]
pub(crate) struct CookieAttributes {
    pub(crate) domain: Option<String>,
    pub(crate) path: String,
    pub(crate) same_site: SameSite,
    pub(crate) is_partitioned: bool,
    pub(crate) is_http_only: bool,
    pub(crate) is_secure: bool,
}

impl CookieAttributes {
    /// A cookie that the browser forgets when it is closed.
    pub(crate) fn until_closed(&self, name: &str, value: &str) -> HeaderValue {
        self.checked(name, value, None)
    }

    /// A cookie that the browser keeps for `lifetime`, which ends at `ends`, in seconds since 1970: what does not know `Max-Age`
    /// knows `Expires`.
    pub(crate) fn lasting(&self, name: &str, value: &str, lifetime: Duration, ends: u64) -> HeaderValue {
        let ends = UNIX_EPOCH + Duration::from_secs(ends);
        self.checked(name, value, Some((lifetime, ends)))
    }

    /// The deletion of a cookie, with the attributes it was set with.
    pub(crate) fn expired(&self, name: &str) -> HeaderValue {
        self.checked(name, "", Some(PAST))
    }

    /// The deletion of a cookie that is not ours; `None` where the name or an attribute cannot stand in a header.
    pub(crate) fn expired_other(&self, name: &str) -> Option<HeaderValue> {
        HeaderValue::try_from(self.line(name, "", Some(PAST))).ok()
    }

    fn checked(&self, name: &str, value: &str, expiry: Option<(Duration, SystemTime)>) -> HeaderValue {
        let line = self.line(name, value, expiry);
        let mut header =
            HeaderValue::try_from(line).expect("our names, values and attributes are visible ASCII");
        // A ticket is as good as a password: HTTP/2 keeps it out of its tables, and no log prints the header.
        header.set_sensitive(true);
        header
    }

    fn line(&self, name: &str, value: &str, expiry: Option<(Duration, SystemTime)>) -> String {
        // Room for all of it at once.
        let mut line = String::with_capacity(name.len() + value.len() + ATTRIBUTES);
        line.extend([name, "=", value]);
        if self.is_http_only {
            line.push_str("; HttpOnly");
        }
        line.push_str(match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::None => "; SameSite=None",
        });
        if self.is_partitioned {
            line.push_str("; Partitioned");
        }
        if self.is_secure {
            line.push_str("; Secure");
        }
        line.extend(["; Path=", &self.path]);
        if let Some(domain) = &self.domain {
            line.extend(["; Domain=", domain]);
        }
        if let Some((lifetime, ends)) = expiry {
            let (seconds, ends) = (lifetime.as_secs(), HttpDate::from(ends));
            write!(line, "; Max-Age={seconds}; Expires={ends}").expect("a string takes whatever is written");
        }
        line
    }
}

/// The expiry that deletes.
const PAST: (Duration, SystemTime) = (Duration::ZERO, UNIX_EPOCH);
