//! What our cookies are called.

/// The names of our cookies, prefix included.
#[derive(Clone, Debug)]
pub(crate) struct CookieNames {
    pub(crate) session: String,
    pub(crate) remember: String,
    pub(crate) flash: String,
    pub(crate) next: String,
}

impl CookieNames {
    /// The names for an application: two on one host must not overwrite each other's.
    ///
    /// With the prefix `__Host-` the browser itself refuses them without `Secure`, with a `Domain`, or from a sibling domain
    /// (RFC 6265bis, section 4.1.3.2).
    pub(super) fn new(
        prefix: &str,
        application: &str,
        session: Option<&str>,
        remember: Option<&str>,
    ) -> Self {
        let separator = if application.is_empty() { "" } else { "-" };
        let named = |purpose| format!("{prefix}{application}{separator}{purpose}");
        let own = |name: Option<&str>, purpose| {
            name.map_or_else(|| named(purpose), |name| format!("{prefix}{name}"))
        };
        Self {
            session: own(session, "session"),
            remember: own(remember, "remember"),
            flash: named("flash"),
            next: named("next"),
        }
    }

    /// A name that two of them have.
    pub(super) fn of_twins(&self) -> Option<&str> {
        let names = [&*self.session, &self.remember, &self.flash, &self.next];
        let mut all = names.iter().enumerate();
        all.find(|(at, name)| names[..*at].contains(name)).map(|(_, name)| *name)
    }
}
