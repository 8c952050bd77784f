//! Writing `Set-Cookie`: one shape for setting and for deleting, so that a deletion always deletes.

use std::fmt::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::HeaderValue;
use httpdate::HttpDate;

/// With requests from where a browser sends a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SameSite {
    Strict,
    Lax,
    None,
}

/// What a cookie is written with.
#[derive(Clone, Debug)]
pub(crate) struct CookieAttributes {
    pub(crate) domain: Option<String>,
    pub(crate) path: String,
    pub(crate) same_site: SameSite,
    pub(crate) is_partitioned: bool,
    pub(crate) is_http_only: bool,
    pub(crate) is_secure: bool,
}

/// Writes cookies with the same attributes.
#[derive(Clone, Debug)]
pub(crate) struct CookieWriter {
    /// The attributes, as they stand behind every value.
    attributes: String,
    #[cfg(feature = "testing")]
    pub(crate) is_secure: bool,
}

/// What a cookie holds. It is written where it is to stand.
pub(crate) trait CookieValue {
    /// How long it is, in bytes.
    fn length(&self) -> usize;

    fn push_to(&self, line: &mut String);
}

impl CookieValue for str {
    fn length(&self) -> usize {
        self.len()
    }

    fn push_to(&self, line: &mut String) {
        line.push_str(self);
    }
}

/// When a cookie ends: after so long, which is then.
type Expiry = (Duration, SystemTime);

impl CookieAttributes {
    pub(crate) fn writer(&self) -> CookieWriter {
        let mut attributes = String::new();
        if self.is_http_only {
            attributes.push_str("; HttpOnly");
        }
        attributes.push_str(match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::None => "; SameSite=None",
        });
        if self.is_partitioned {
            attributes.push_str("; Partitioned");
        }
        if self.is_secure {
            attributes.push_str("; Secure");
        }
        attributes.extend(["; Path=", &self.path]);
        if let Some(domain) = &self.domain {
            attributes.extend(["; Domain=", domain]);
        }
        CookieWriter {
            attributes,
            #[cfg(feature = "testing")]
            is_secure: self.is_secure,
        }
    }
}

impl CookieWriter {
    /// A cookie that the browser forgets when it is closed.
    pub(crate) fn until_closed(&self, name: &str, value: &(impl CookieValue + ?Sized)) -> HeaderValue {
        self.checked(name, value, None)
    }

    /// A cookie that the browser keeps for `lifetime`, which ends at `ends`, in seconds since 1970: what does not know `Max-Age`
    /// knows `Expires`.
    pub(crate) fn lasting(
        &self,
        name: &str,
        value: &(impl CookieValue + ?Sized),
        lifetime: Duration,
        ends: u64,
    ) -> HeaderValue {
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

    fn checked(
        &self,
        name: &str,
        value: &(impl CookieValue + ?Sized),
        expiry: Option<Expiry>,
    ) -> HeaderValue {
        let line = self.line(name, value, expiry);
        let mut header =
            HeaderValue::try_from(line).expect("our names, values and attributes are visible ASCII");
        // A ticket is as good as a password: HTTP/2 keeps it out of its tables, and no log prints the header.
        header.set_sensitive(true);
        header
    }

    fn line(&self, name: &str, value: &(impl CookieValue + ?Sized), expiry: Option<Expiry>) -> String {
        // A string that is filled to the brim becomes a header without further memory.
        let room = expiry.map_or(0, |_| EXPIRY);
        let mut line = String::with_capacity(name.len() + 1 + value.length() + self.attributes.len() + room);
        line.extend([name, "="]);
        value.push_to(&mut line);
        line.push_str(&self.attributes);
        if let Some((lifetime, ends)) = expiry {
            let (seconds, ends) = (lifetime.as_secs(), HttpDate::from(ends));
            write!(line, "; Max-Age={seconds}; Expires={ends}").expect("a string takes whatever is written");
        }
        line
    }
}

/// About what an expiry takes.
const EXPIRY: usize = 64;

/// The expiry that deletes.
const PAST: Expiry = (Duration::ZERO, UNIX_EPOCH);
