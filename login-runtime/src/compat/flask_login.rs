//! The remember cookies of Flask-Login: `id|HMAC-SHA512`, in 0.6.3 and after it alike.

use std::fmt::{self, Debug};
use std::str::FromStr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use crate::clock::Timestamp;
use crate::cookie::{CookieAttributes, CookieNames, Found, SameSite, find};
use crate::user::UserMixin;

/// Flask-Login's remember cookies, taken for a log-in until a day that has to be named; given to
/// [`flask_login_cookies`](crate::LoginManagerBuilder::flask_login_cookies).
///
/// Each is read once: whoever comes with one is logged in, not fresh and remembered, as if restored from a cookie of ours; it
/// is deleted, and ours take its place. Its session cookies are not read, so whoever was logged in without being remembered
/// logs in anew.
///
/// # Security
///
/// Flask-Login signs nothing but the user's id. Such a cookie has no end of its own, is the same in each browser of a user, and
/// outlives a log-out and a changed password; a copy works until the day named here. So name an early one, and put its secret out
/// of use afterwards.
///
/// ```
/// # use login_runtime::{Key, LoginManager, UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Timestamp, compat::FlaskLoginCookies};
///
/// let until = Timestamp::from_unix_seconds(1_798_761_600); // 2027-01-01
/// let cookies = FlaskLoginCookies::<User>::new(b"the SECRET_KEY of the Flask application", until);
/// let manager = LoginManager::new(Key::generate()?).flask_login_cookies(cookies).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the cookies are not read until this is given to a manager"]
pub struct FlaskLoginCookies<U: UserMixin> {
    mac: Hmac<Sha512>,
    has_empty_secret: bool,
    until: Timestamp,
    name: String,
    domain: Option<String>,
    path: String,
    parse_id: ParseId<U>,
}

type ParseId<U> = Arc<dyn Fn(&str) -> Option<<U as UserMixin>::Id> + Send + Sync>;

impl<U: UserMixin> FlaskLoginCookies<U> {
    /// Reads cookies that were signed with this secret, the application's `SECRET_KEY`, up to and not including a moment. The
    /// user's id is parsed from its text.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Timestamp, compat::FlaskLoginCookies};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let cookies = FlaskLoginCookies::<User>::new(b"secret", Timestamp::from_unix_seconds(1_798_761_600));
    /// ```
    pub fn new(secret: &[u8], until: Timestamp) -> Self
    where
        U::Id: FromStr,
    {
        Self::with_ids(secret, until, |id| id.parse().ok())
    }

    /// The same, with a function that reads ids whose text is no longer theirs.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Timestamp, compat::FlaskLoginCookies};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let until = Timestamp::from_unix_seconds(1_798_761_600);
    /// let cookies = FlaskLoginCookies::<User>::with_ids(b"secret", until, |id| id.strip_prefix("user-")?.parse().ok());
    /// ```
    pub fn with_ids(
        secret: &[u8],
        until: Timestamp,
        parse_id: impl Fn(&str) -> Option<U::Id> + Send + Sync + 'static,
    ) -> Self {
        let Ok(mac) = Hmac::new_from_slice(secret) else { unreachable!("HMAC takes keys of any length") };
        let (name, path) = ("remember_token".to_owned(), "/".to_owned());
        let has_empty_secret = secret.is_empty();
        Self { mac, has_empty_secret, until, name, domain: None, path, parse_id: Arc::new(parse_id) }
    }

    /// Sets the cookie's name, the application's `REMEMBER_COOKIE_NAME`. Default: `remember_token`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Timestamp, compat::FlaskLoginCookies};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # let until = Timestamp::from_unix_seconds(1_798_761_600);
    /// let cookies = FlaskLoginCookies::<User>::new(b"secret", until).name("keep");
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the domain that the cookie was set for, the application's `REMEMBER_COOKIE_DOMAIN`, without which a browser would not
    /// delete it. Default: none.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Timestamp, compat::FlaskLoginCookies};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # let until = Timestamp::from_unix_seconds(1_798_761_600);
    /// let cookies = FlaskLoginCookies::<User>::new(b"secret", until).domain("example.com");
    /// ```
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Sets the path that the cookie was set for, the application's `REMEMBER_COOKIE_PATH`, without which a browser would not
    /// delete it. Default: `/`.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Timestamp, compat::FlaskLoginCookies};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # let until = Timestamp::from_unix_seconds(1_798_761_600);
    /// let cookies = FlaskLoginCookies::<User>::new(b"secret", until).path("/app");
    /// ```
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    pub(crate) fn has_empty_secret(&self) -> bool {
        self.has_empty_secret
    }

    /// Says whether a request carries the cookie, whatever is in it.
    pub(crate) fn is_carried(&self, headers: &HeaderMap) -> bool {
        find(headers.get_all(header::COOKIE), [&self.name]) != [Found::Nothing]
    }

    /// The id of the user whom the cookie of a request names, if it is a good one.
    pub(crate) fn read(&self, headers: &HeaderMap, now: Timestamp) -> Option<U::Id> {
        let [found] = find(headers.get_all(header::COOKIE), [&self.name]);
        let Found::One(value) = found else { return None };
        if now >= self.until {
            return None;
        }
        let value = unquoted(value)?;
        // An id may hold a bar itself.
        let bar = value.iter().rposition(|byte| *byte == b'|')?;
        let (id, digest) = (&value[..bar], decode_hex(&value[bar + 1..])?);
        // `verify` compares in constant time: how many bytes of a forged digest are right must not show.
        self.mac.clone().chain_update(id).verify_slice(&digest).ok()?;
        (self.parse_id)(std::str::from_utf8(id).ok()?)
    }

    /// The deletion of the cookie, which is read once; `None` where ours, of this name, takes its place anyway.
    pub(crate) fn deletion(&self, ours: &CookieNames) -> Option<HeaderValue> {
        if [&ours.session, &ours.remember].contains(&&self.name) {
            return None;
        }
        let attributes = CookieAttributes {
            domain: self.domain.clone(),
            path: self.path.clone(),
            same_site: SameSite::Lax,
            is_partitioned: false,
            is_http_only: true,
            // A browser takes no cookie with a prefix such as `__Host-` without it (RFC 6265bis, section 4.1.3).
            is_secure: self.name.starts_with("__"),
        };
        attributes.writer().expired_other(&self.name)
    }
}

/// What Werkzeug wrote: as it is, or in quotes with octal escapes where it holds more than ASCII.
fn unquoted(value: &[u8]) -> Option<Vec<u8>> {
    let Some(quoted) = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")) else {
        return Some(value.to_vec());
    };
    let mut plain = Vec::with_capacity(quoted.len());
    let mut rest = quoted;
    loop {
        rest = match rest {
            [] => return Some(plain),
            [b'\\', digits @ ..] if digits.first().is_some_and(u8::is_ascii_digit) => {
                let (octal, behind) = digits.split_at_checked(3)?;
                plain.push(u8::from_str_radix(std::str::from_utf8(octal).ok()?, 8).ok()?);
                behind
            }
            [b'\\', escaped, behind @ ..] | [escaped, behind @ ..] => {
                plain.push(*escaped);
                behind
            }
        };
    }
}

/// 128 digits of lower-case hexadecimal, and nothing else: one spelling.
fn decode_hex(digits: &[u8]) -> Option<[u8; 64]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = digits.as_chunks::<2>() else { return None };
    let mut bytes = [0; 64];
    if pairs.len() != bytes.len() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

impl<U: UserMixin> Clone for FlaskLoginCookies<U> {
    fn clone(&self) -> Self {
        Self {
            mac: self.mac.clone(),
            has_empty_secret: self.has_empty_secret,
            until: self.until,
            name: self.name.clone(),
            domain: self.domain.clone(),
            path: self.path.clone(),
            parse_id: Arc::clone(&self.parse_id),
        }
    }
}

/// Prints no secret.
impl<U: UserMixin> Debug for FlaskLoginCookies<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlaskLoginCookies")
            .field("name", &self.name)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}
