//! How long log-ins live.

use std::time::Duration;

use super::LoginManagerBuilder;
use crate::ledger::Ledger;

impl LoginManagerBuilder {
    /// Sets how long a session lives without a request: at least 2 seconds, at most the absolute timeout. Default:
    /// 1 hour (NIST SP 800-63B-4, AAL2).
    ///
    /// The ticket is made anew once half of it has passed, so a session may end up to half of it early when the
    /// browser asks for nothing, never late.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// # use std::time::Duration;
    /// LoginManager::new(Key::generate()?).idle_timeout(Duration::from_secs(15 * 60)).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.idle = idle;
        self
    }

    /// Sets how long a session lives at most, whatever happens: 2 seconds to 400 days. Default: 24 hours (NIST
    /// SP 800-63B-4, AAL2).
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// # use std::time::Duration;
    /// LoginManager::new(Key::generate()?).absolute_timeout(Duration::from_secs(12 * 60 * 60)).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn absolute_timeout(mut self, absolute: Duration) -> Self {
        self.absolute = absolute;
        self
    }

    /// Sets how long a log-in is fresh: 1 second to 400 days. Default: 15 minutes (the inactivity limit of NIST
    /// SP 800-63B-4, AAL3).
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// # use std::time::Duration;
    /// LoginManager::new(Key::generate()?).fresh_for(Duration::from_secs(5 * 60)).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fresh_for(mut self, fresh: Duration) -> Self {
        self.fresh_for = fresh;
        self
    }

    /// Sets how long a person is remembered who asked for it: 1 second to 400 days, the most a browser keeps.
    /// Default: 30 days (NIST SP 800-63B-4, AAL1). Flask-Login's default is 365 days.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// # use std::time::Duration;
    /// let year = Duration::from_secs(365 * 24 * 60 * 60);
    /// LoginManager::new(Key::generate()?).remember_for(year).build()?;
    /// assert!(LoginManager::new(Key::generate()?).remember_for(2 * year).build().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remember_for(mut self, remember: Duration) -> Self {
        self.remember_for = remember;
        self
    }

    /// Makes the remember cookie anew on each request that asks who is there, so that a person is remembered for as long as
    /// they keep coming, at most for 400 days from the log-in. Only a cookie that is good and of the very log-in is made anew, and for
    /// as long as it was made for. Default: it ends when it was said to at the log-in. Flask-Login's `REMEMBER_COOKIE_REFRESH_EACH_REQUEST`.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).renew_remember_on_each_request().build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn renew_remember_on_each_request(mut self) -> Self {
        self.renews_remember = true;
        self
    }

    /// Sets how many log-ins that ended early are remembered in memory, and as many users all of whose log-ins ended, at most
    /// about 70 bytes each. Default: 2²⁰.
    ///
    /// The list has 64 parts and is full when one of them is, which for less than some thousands comes well before this number.
    /// An id is kept only until its tickets would have expired. Should the list be full all the same, an error is logged, and the
    /// log-ins end of whoever ended thousands of theirs; where there is nobody like that, every log-in up to that moment:
    /// forgetting one would let it in again.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// LoginManager::new(Key::generate()?).ended_logins_capacity(10_000).build()?;
    /// assert!(LoginManager::new(Key::generate()?).ended_logins_capacity(0).build().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ended_logins_capacity(mut self, capacity: usize) -> Self {
        self.ended_capacity = capacity;
        self
    }

    /// Has a ledger remember every log-in that lives, so that each can be shown to its owner ([`Login::logins`](crate::Login::logins))
    /// and ended by itself ([`Login::end_login`](crate::Login::end_login)). A ticket whose log-in does not stand in it is worthless.
    /// Default: none; then the server remembers only which log-ins ended early.
    ///
    /// A ledger is for one manager alone: user 1 of another kind is somebody else.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager};
    /// use login_runtime::MemoryLedger;
    ///
    /// LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ledger(mut self, ledger: impl Ledger) -> Self {
        self.ledger = Some(Box::new(ledger));
        self
    }
}
