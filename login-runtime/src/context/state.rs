//! Who is logged in, and what the response will change about it.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;

use super::claim::Cookies;
use crate::clock::Timestamp;
use crate::rule::Standing;
use crate::ticket::{LoginId, LoginTicket};
use crate::user::UserMixin;

/// The person behind a request, and the ticket that says so.
#[derive(Clone)]
pub(crate) struct Person<U: UserMixin> {
    pub(crate) user: Arc<U>,
    pub(crate) ticket: LoginTicket<U::Id>,
}

impl<U: UserMixin> Person<U> {
    /// How long ago the person proved who they are; `None`: not in this session.
    pub(crate) fn proved_ago(&self, now: Timestamp) -> Option<Duration> {
        self.ticket.authenticated_at.map(|at| now.since(at))
    }
}

/// The state of one request's login.
pub(super) struct State<U: UserMixin> {
    pub(super) person: Option<Person<U>>,
    pub(super) cookies: Cookies,
    pub(super) change: Change,
}

impl<U: UserMixin> State<U> {
    pub(super) fn guest(cookies: Cookies) -> Self {
        Self { person: None, cookies, change: Change::default() }
    }

    pub(super) fn standing(&self, now: impl FnOnce() -> Timestamp) -> Standing {
        self.person
            .as_ref()
            .map_or(Standing::Guest, |person| Standing::LoggedIn { proved: person.proved_ago(now()) })
    }
}

/// What one cookie becomes when the response goes out.
#[derive(Debug, Default)]
pub(super) enum CookieChange {
    #[default]
    Keep,
    Set(HeaderValue),
    Delete,
}

/// What the response commits. None of it happens when the handler answers 5xx, but for the deletions of a log-out.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) session: CookieChange,
    pub(super) remember: CookieChange,
    pub(super) flash: CookieChange,
    /// Log-ins that another one replaces, each with the time its last ticket would have expired.
    pub(super) superseded: Vec<(LoginId, Timestamp)>,
    pub(super) is_log_out: bool,
}
