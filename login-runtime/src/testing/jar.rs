//! The cookies of a client, kept and dropped as RFC 6265bis says.

use axum::http::HeaderValue;
use cookie::Cookie;

use super::HOST;
use crate::clock::Timestamp;
use crate::manager::Settings;

/// The cookies of one browser for one site, the oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct CookieJar(Vec<Kept>);

#[derive(Clone, Debug)]
struct Kept {
    name: String,
    value: String,
    /// `None` for a cookie of this very host.
    domain: Option<String>,
    path: String,
    /// `None` for a cookie that is gone when the browser closes.
    until: Option<Timestamp>,
}

/// A request, as far as cookies go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit<'a> {
    pub(super) path: &'a str,
    pub(super) is_https: bool,
    pub(super) now: Timestamp,
}

impl CookieJar {
    /// Does what a `Set-Cookie` says, unless a browser would not ("Storage Model" of the draft).
    pub(super) fn keep(&mut self, line: &HeaderValue, visit: Visit<'_>) {
        let Some(cookie) = Kept::read(line, visit) else { return };
        let same = self.0.iter().position(|kept| kept.is_same(&cookie));
        match (same, cookie.is_alive(visit.now)) {
            // It keeps its place: cookies are sent in the order of their creation.
            (Some(at), true) => self.0[at] = cookie,
            (Some(at), false) => drop(self.0.remove(at)),
            (None, true) => self.0.push(cookie),
            (None, false) => {}
        }
    }

    /// The `Cookie` header of a request: longer paths first, then older cookies.
    pub(super) fn header(&self, visit: Visit<'_>) -> Option<HeaderValue> {
        let mut sent: Vec<_> = self.0.iter().filter(|kept| kept.is_sent(visit)).collect();
        sent.sort_by_key(|kept| std::cmp::Reverse(kept.path.len()));
        let pairs: Vec<_> = sent.iter().map(|kept| format!("{}={}", kept.name, kept.value)).collect();
        let header = HeaderValue::try_from(pairs.join("; ")).expect("what is no header is not kept");
        (!pairs.is_empty()).then_some(header)
    }

    pub(super) fn value(&self, name: &str, now: Timestamp) -> Option<&str> {
        self.0.iter().find(|kept| kept.name == name && kept.is_alive(now)).map(|kept| &*kept.value)
    }

    /// Changes the value of a cookie, or makes one for the whole site.
    #[track_caller]
    pub(super) fn set(&mut self, name: &str, value: &str, now: Timestamp) {
        let is_sendable = HeaderValue::try_from(format!("{name}={value}")).is_ok();
        assert!(is_sendable, "no browser holds a cookie `{name}` with the value {value:?}");
        self.0.retain(|kept| kept.is_alive(now));
        let mut is_new = true;
        for kept in self.0.iter_mut().filter(|kept| kept.name == name) {
            value.clone_into(&mut kept.value);
            is_new = false;
        }
        if is_new {
            self.0.push(Kept {
                name: name.to_owned(),
                value: value.to_owned(),
                domain: None,
                path: "/".to_owned(),
                until: None,
            });
        }
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.0.retain(|kept| kept.name != name);
    }

    /// Drops what does not outlive the browser.
    pub(super) fn close(&mut self) {
        self.0.retain(|kept| kept.until.is_some());
    }
}

impl Kept {
    /// The longest name and value that a browser takes.
    const MAX_LEN: usize = 4096;

    fn read(line: &HeaderValue, visit: Visit<'_>) -> Option<Self> {
        let cookie = Cookie::parse(std::str::from_utf8(line.as_bytes()).ok()?).ok()?;
        let is_secure = cookie.secure() == Some(true);
        let is_for_this_site = cookie.domain().is_none_or(covers_host);
        let is_short = cookie.name().len() + cookie.value().len() <= Self::MAX_LEN;
        // A client never changes between http and https, so what is kept may be sent.
        if !is_for_this_site || !is_short || (is_secure && !visit.is_https) || breaks_promise(&cookie) {
            return None;
        }
        Some(Self {
            name: cookie.name().to_owned(),
            value: cookie.value().to_owned(),
            domain: cookie.domain().map(str::to_ascii_lowercase),
            path: cookie
                .path()
                .filter(|path| path.starts_with('/'))
                .unwrap_or_else(|| default_path(visit.path))
                .to_owned(),
            until: until(&cookie, visit.now),
        })
    }

    fn is_same(&self, other: &Self) -> bool {
        (&self.name, &self.domain, &self.path) == (&other.name, &other.domain, &other.path)
    }

    fn is_alive(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    fn is_sent(&self, visit: Visit<'_>) -> bool {
        let is_below = visit
            .path
            .strip_prefix(&*self.path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || self.path.ends_with('/'));
        is_below && self.is_alive(visit.now)
    }
}

/// Says whether a name promises what the attributes do not hold: `__Secure-` and `__Host-`, in any case.
fn breaks_promise(cookie: &Cookie<'_>) -> bool {
    let starts_with = |prefix: &str| {
        cookie.name().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let is_secure = cookie.secure() == Some(true);
    let is_of_host = is_secure && cookie.domain().is_none() && cookie.path() == Some("/");
    (starts_with("__Secure-") && !is_secure) || (starts_with("__Host-") && !is_of_host)
}

/// Says whether the host may set cookies for a domain: its own, or one above it that is not a whole top level.
fn covers_host(domain: &str) -> bool {
    let above = HOST.len().checked_sub(domain.len()).map(|at| HOST.split_at(at));
    above.is_some_and(|(below, end)| {
        end.eq_ignore_ascii_case(domain)
            && (below.is_empty() || (below.ends_with('.') && domain.contains('.')))
    })
}

/// The directory of the page that sets a cookie (section 5.1.4).
fn default_path(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) | None => "/",
        Some(end) => &path[..end],
    }
}

/// `Max-Age` counts before `Expires`, and neither for more than 400 days.
fn until(cookie: &Cookie<'_>, now: Timestamp) -> Option<Timestamp> {
    let seconds = |seconds: i64| u64::try_from(seconds).unwrap_or_default();
    let until = match (cookie.max_age(), cookie.expires_datetime()) {
        (Some(age), _) => {
            Timestamp::from_unix_seconds(now.as_unix_seconds().saturating_add(seconds(age.whole_seconds())))
        }
        (None, Some(expires)) => Timestamp::from_unix_seconds(seconds(expires.unix_timestamp())),
        (None, None) => return None,
    };
    Some(until.min(now.after(Settings::MAX_REMEMBER)))
}
