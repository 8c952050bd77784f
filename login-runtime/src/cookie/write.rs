//! Writing `Set-Cookie`: one shape for setting and for deleting, so that a deletion always deletes.

use std::fmt::Write;
use std::time::Duration;

use axum::http::HeaderValue;
use cookie::{Cookie, SameSite};

/// About what the attributes take.
const ATTRIBUTES: usize = 120;

/// A cookie that the browser forgets when it is closed.
pub(crate) fn until_closed(name: &str, value: &str, secure: bool) -> HeaderValue {
    header_value(&base(name, value, secure))
}

/// A cookie that the browser keeps for `lifetime`.
pub(crate) fn lasting(name: &str, value: &str, secure: bool, lifetime: Duration) -> HeaderValue {
    let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
    let mut cookie = base(name, value, secure);
    cookie.set_max_age(cookie::time::Duration::seconds(seconds));
    header_value(&cookie)
}

/// The deletion of a cookie, with the attributes it was set with.
pub(crate) fn expired(name: &str, secure: bool) -> HeaderValue {
    let mut cookie = base(name, "", secure);
    cookie.set_max_age(cookie::time::Duration::ZERO);
    cookie.set_expires(cookie::time::OffsetDateTime::UNIX_EPOCH);
    header_value(&cookie)
}

fn base<'a>(name: &'a str, value: &'a str, secure: bool) -> Cookie<'a> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(secure).build()
}

fn header_value(cookie: &Cookie<'_>) -> HeaderValue {
    // Room for all of it at once: `to_string` would grow piece by piece.
    let mut text = String::with_capacity(cookie.name().len() + cookie.value().len() + ATTRIBUTES);
    write!(text, "{cookie}").expect("a string takes whatever is written");
    HeaderValue::try_from(text).expect("our names and values are visible ASCII")
}
