//! Writing `Set-Cookie`: one shape for setting and for deleting, so that a deletion always deletes.

use std::fmt::Write;
use std::time::Duration;

use axum::http::HeaderValue;
use cookie::time::OffsetDateTime;
use cookie::{Cookie, SameSite};

/// About what the attributes take.
const ATTRIBUTES: usize = 160;

/// What every cookie of ours is written with.
#[derive(Clone, Debug)]
pub(crate) struct CookieAttributes {
    pub(super) domain: Option<String>,
    pub(super) path: String,
    pub(super) same_site: SameSite,
    pub(super) is_partitioned: bool,
    pub(super) is_http_only: bool,
    pub(super) is_secure: bool,
}

impl CookieAttributes {
    /// Whether browsers keep the cookies over https only.
    #[cfg(feature = "testing")]
    pub(crate) fn are_secure(&self) -> bool {
        self.is_secure
    }

    /// A cookie that the browser forgets when it is closed.
    pub(crate) fn until_closed(&self, name: &str, value: &str) -> HeaderValue {
        header_value(&self.base(name, value))
    }

    /// A cookie that the browser keeps for `lifetime`, which ends at `ends`, in seconds since 1970: what does not know `Max-Age` knows `Expires`.
    pub(crate) fn lasting(&self, name: &str, value: &str, lifetime: Duration, ends: u64) -> HeaderValue {
        let seconds = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        let mut cookie = self.base(name, value);
        cookie.set_max_age(cookie::time::Duration::seconds(seconds(lifetime.as_secs())));
        let ends = OffsetDateTime::from_unix_timestamp(seconds(ends));
        cookie.set_expires(ends.ok());
        header_value(&cookie)
    }

    /// The deletion of a cookie, with the attributes it was set with.
    pub(crate) fn expired(&self, name: &str) -> HeaderValue {
        let mut cookie = self.base(name, "");
        cookie.set_max_age(cookie::time::Duration::ZERO);
        cookie.set_expires(OffsetDateTime::UNIX_EPOCH);
        header_value(&cookie)
    }

    fn base<'a>(&'a self, name: &'a str, value: &'a str) -> Cookie<'a> {
        let mut cookie = Cookie::build((name, value))
            .path(&self.path)
            .http_only(self.is_http_only)
            .same_site(self.same_site)
            .secure(self.is_secure)
            .partitioned(self.is_partitioned)
            .build();
        if let Some(domain) = &self.domain {
            cookie.set_domain(domain);
        }
        cookie
    }
}

fn header_value(cookie: &Cookie<'_>) -> HeaderValue {
    // Room for all of it at once: `to_string` would grow piece by piece.
    let mut text = String::with_capacity(cookie.name().len() + cookie.value().len() + ATTRIBUTES);
    write!(text, "{cookie}").expect("a string takes whatever is written");
    HeaderValue::try_from(text).expect("our names, values and attributes are visible ASCII")
}
