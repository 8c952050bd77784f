//! How our cookies are written, for applications that need them otherwise.

use std::fmt::{self, Display};

use super::{CookieAttributes, CookieNames, CookieWriter, SameSite};

/// What the manager's cookies are called and how far they reach; given to
/// [`cookies`](crate::LoginManagerBuilder::cookies).
///
/// By default they are `__Host-session` and `__Host-remember`, `Secure`, `HttpOnly`, `SameSite=Lax`, `Path=/` and without a
/// `Domain`. The prefix follows from the rest: `__Host-` where the browser would take it, `__Secure-` where a domain or
/// a path of its own forbids that, none over plain http. A deletion has the attributes that the cookie was set with.
///
/// ```
/// use login_runtime::{CookieSettings, Key, LoginManager};
///
/// let cookies = CookieSettings::new().session_name("sid").remember_name("keep").same_site_strict();
/// let manager = LoginManager::new(Key::generate()?).cookies(cookies).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "settings do nothing until they are given to a manager"]
pub struct CookieSettings {
    session: Option<String>,
    remember: Option<String>,
    domain: Option<String>,
    path: String,
    same_site: SameSite,
    is_partitioned: bool,
    is_http_only: bool,
    is_secure: bool,
}

impl CookieSettings {
    /// The strict ones, as they are by default.
    ///
    /// ```
    /// use login_runtime::{CookieSettings, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).cookies(CookieSettings::new()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new() -> Self {
        Self {
            session: None,
            remember: None,
            domain: None,
            path: "/".to_owned(),
            same_site: SameSite::Lax,
            is_partitioned: false,
            is_http_only: true,
            is_secure: true,
        }
    }

    /// Names the session cookie, without a prefix: 1 to 64 letters, digits, `-` and `_`. Default: the application's name,
    /// if it has one, and `session`.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// let cookies = CookieSettings::new().session_name("sid"); // `__Host-sid`
    /// assert!(LoginManager::new(Key::generate()?).cookies(cookies).build().is_ok());
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session = Some(name.into());
        self
    }

    /// Names the remember cookie, as [`session_name`](Self::session_name) does the session's. Flask-Login's
    /// `REMEMBER_COOKIE_NAME`.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// let twice = CookieSettings::new().session_name("one").remember_name("one");
    /// assert!(LoginManager::new(Key::generate()?).cookies(twice).build().is_err());
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn remember_name(mut self, name: impl Into<String>) -> Self {
        self.remember = Some(name.into());
        self
    }

    /// Lets the browser send the cookies below a path only. It keeps applications under one host apart by courtesy, not by
    /// force: a page elsewhere on the host can read what is below the path. Default: `/`.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// let cookies = CookieSettings::new().path("/app"); // `__Secure-session`
    /// assert!(LoginManager::new(Key::generate()?).cookies(cookies).build().is_ok());
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Sends the cookies with requests that start on this site only: who follows a link from elsewhere arrives as a guest.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).cookies(CookieSettings::new().same_site_strict()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn same_site_strict(mut self) -> Self {
        self.same_site = SameSite::Strict;
        self
    }

    /// Gives a page that is embedded in others one log-in for each of them (`Partitioned`, CHIPS).
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// let embedded = CookieSettings::new().insecure_same_site_none().partitioned();
    /// LoginManager::new(Key::generate()?).cookies(embedded).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn partitioned(mut self) -> Self {
        self.is_partitioned = true;
        self
    }

    /// Sends the cookies to a domain and to all its subdomains.
    ///
    /// # Security
    ///
    /// Each of those hosts can read the log-in and replace it, and the browser no longer vouches for who set it.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// let cookies = CookieSettings::new().insecure_domain("example.com"); // `__Secure-session`
    /// assert!(LoginManager::new(Key::generate()?).cookies(cookies).build().is_ok());
    /// # Ok::<(), login_runtime::KeyError>(())
    /// ```
    pub fn insecure_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = Some(domain.into());
        self
    }

    /// Sends the cookies with requests that other sites start, for pages that are embedded in them.
    ///
    /// # Security
    ///
    /// Of requests with unsafe methods only the cross-origin check is left to tell that a person meant them.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).cookies(CookieSettings::new().insecure_same_site_none()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insecure_same_site_none(mut self) -> Self {
        self.same_site = SameSite::None;
        self
    }

    /// Lets scripts of the page read the cookies.
    ///
    /// # Security
    ///
    /// One injected script takes the log-in home.
    ///
    /// ```
    /// # use login_runtime::{CookieSettings, Key, LoginManager};
    /// LoginManager::new(Key::generate()?).cookies(CookieSettings::new().insecure_script_access()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn insecure_script_access(mut self) -> Self {
        self.is_http_only = false;
        self
    }

    pub(crate) fn over_http(&mut self) {
        self.is_secure = false;
    }

    /// The names and attributes that follow, or everything that is wrong with the settings.
    pub(crate) fn resolve(
        &self,
        application: &str,
    ) -> Result<(CookieNames, CookieWriter), Vec<CookieProblem>> {
        let mut problems = Vec::new();
        for name in [&self.session, &self.remember].into_iter().flatten() {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            // A prefix of one's own would promise what these settings may not keep.
            if !(1..=64).contains(&name.len()) || !name.bytes().all(fits) || name.starts_with("__") {
                problems.push(CookieProblem::Name(name.clone()));
            }
        }
        if let Some(domain) = self.domain.as_ref().filter(|domain| !is_domain(domain)) {
            problems.push(CookieProblem::Domain(domain.clone()));
        }
        let fits_path = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b';' | b',');
        if !self.path.starts_with('/') || self.path.len() > 256 || !self.path.bytes().all(fits_path) {
            problems.push(CookieProblem::Path(self.path.clone()));
        }
        if !self.is_secure && (self.same_site == SameSite::None || self.is_partitioned) {
            problems.push(CookieProblem::NeedsSecure);
        }
        let is_host_only = self.domain.is_none() && self.path == "/";
        let prefix = match (self.is_secure, is_host_only) {
            (true, true) => "__Host-",
            (true, false) => "__Secure-",
            (false, _) => "",
        };
        let names = CookieNames::new(prefix, application, self.session.as_deref(), self.remember.as_deref());
        if let Some(name) = names.of_twins() {
            problems.push(CookieProblem::SameName(name.to_owned()));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let attributes = CookieAttributes {
            domain: self.domain.clone(),
            path: self.path.clone(),
            same_site: self.same_site,
            is_partitioned: self.is_partitioned,
            is_http_only: self.is_http_only,
            is_secure: self.is_secure,
        };
        Ok((names, attributes.writer()))
    }
}

impl Default for CookieSettings {
    fn default() -> Self {
        Self::new()
    }
}

/// A host's name with at least one dot, as it stands in a `Domain`: no leading dot, no port, no address.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    domain.len() <= 253
        && domain.split('.').count() > 1
        && domain.split('.').all(is_label)
        && !domain.rsplit('.').next().is_some_and(is_number)
}

/// One thing wrong with [`CookieSettings`].
///
/// ```
/// use login_runtime::{ConfigProblem, CookieProblem, CookieSettings, Key, LoginManager};
///
/// let cookies = CookieSettings::new().insecure_domain(".example.com");
/// let error = LoginManager::new(Key::generate()?).cookies(cookies).build().unwrap_err();
/// assert_eq!(error.problems(), [ConfigProblem::Cookie(CookieProblem::Domain(".example.com".to_owned()))]);
/// # Ok::<(), login_runtime::KeyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CookieProblem {
    /// Not 1 to 64 letters, digits, `-` and `_`, or a name that brings a prefix of its own: `__…`.
    Name(String),
    /// Two cookies of one name.
    SameName(String),
    /// No domain name in lower case, or one with a leading dot.
    Domain(String),
    /// A path that does not begin with `/`, or has what cannot stand in a cookie.
    Path(String),
    /// `SameSite=None` and `Partitioned` are refused by browsers without `Secure`.
    NeedsSecure,
}

impl std::error::Error for CookieProblem {}

impl Display for CookieProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "the cookie name {name:?} cannot be used; use 1 to 64 letters, digits, `-` and `_`, and no prefix"
            ),
            Self::SameName(name) => write!(f, "two cookies are called {name:?}; give one another name"),
            Self::Domain(domain) => {
                write!(f, "the cookie domain {domain:?} cannot be used; write it like \"example.com\"")
            }
            Self::Path(path) => {
                write!(f, "the cookie path {path:?} cannot be used; write it like \"/app\"")
            }
            Self::NeedsSecure => f.write_str(
                "`SameSite=None` and `Partitioned` need `Secure`; drop them, or `insecure_cookies_over_http`",
            ),
        }
    }
}
