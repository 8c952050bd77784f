//! Who is logged in, and what the response will change about it.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;

use super::ending::Superseded;
use crate::clock::Timestamp;
use crate::events::Event;
use crate::ledger::LedgerError;
use crate::session::ClientInfo;
use crate::ticket::{Lifespan, LoginId, LoginTicket};
use crate::user::{LoaderFailure, UserMixin};

/// The person behind a request, and what says so.
#[derive(Clone)]
pub(crate) struct Person<U: UserMixin> {
    pub(crate) user: U,
    pub(crate) evidence: Evidence<U::Id>,
}

/// What says who is there.
#[derive(Clone)]
pub(crate) enum Evidence<I> {
    /// A ticket in a cookie: there is a log-in, which can be confirmed and ended.
    Ticket(LoginTicket<I>),
    /// The request itself, by a token say. There is no log-in, and no cookie.
    Request { is_fresh: bool },
}

impl<U: UserMixin> Person<U> {
    pub(super) fn with_ticket(user: U, ticket: LoginTicket<U::Id>) -> Self {
        Self { user, evidence: Evidence::Ticket(ticket) }
    }

    pub(super) fn ticket(&self) -> Option<&LoginTicket<U::Id>> {
        match &self.evidence {
            Evidence::Ticket(ticket) => Some(ticket),
            Evidence::Request { .. } => None,
        }
    }

    /// How long ago the person proved who they are; `None`: not in this session.
    pub(crate) fn proved_ago(&self, now: Timestamp) -> Option<Duration> {
        match &self.evidence {
            Evidence::Ticket(ticket) => ticket.authenticated_at.map(|at| now.since(at)),
            Evidence::Request { is_fresh } => is_fresh.then_some(Duration::ZERO),
        }
    }

    /// Whether the log-in asked to be remembered.
    pub(crate) fn is_remembered(&self) -> bool {
        self.ticket().is_some_and(|ticket| ticket.is_remembered)
    }
}

/// It could not be found out who is there: the client gets a 503.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unavailable;

/// Why not.
pub(super) enum Failure {
    Loader(LoaderFailure),
    Ledger(LedgerError),
}

impl From<LoaderFailure> for Failure {
    fn from(failure: LoaderFailure) -> Self {
        Self::Loader(failure)
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl Unavailable {
    /// Logs why, which is done once: where it happens.
    #[cold]
    pub(super) fn because(failure: impl Into<Failure>) -> Self {
        match failure.into() {
            Failure::Loader(failure) => Event::LoaderFailed { error: &failure }.emit(),
            Failure::Ledger(error) => Event::LedgerFailed { error: &error }.emit(),
        }
        Self
    }
}

/// Who was found behind a request, before it changed anything.
pub(super) struct Found<U: UserMixin> {
    pub(super) person: Option<Person<U>>,
    pub(super) carried: Carried,
    /// The one reading of the clock. Nobody asks it of a guest.
    pub(super) now: Timestamp,
    /// What finding out already changes: nothing, on most requests.
    pub(super) change: Option<Box<Change>>,
}

/// The log-in of a request that changes something about it.
pub(super) struct State<U: UserMixin> {
    pub(super) who: Who<U>,
    /// When the person was found or logged in.
    pub(super) now: Timestamp,
    /// How long a log-in of this very request is remembered.
    pub(super) remembered: Option<Lifespan>,
    pub(super) change: Change,
}

/// The person of a request that changes something about its log-in.
pub(super) enum Who<U: UserMixin> {
    /// Still whoever was found.
    Found,
    /// Whoever logged in, or the same person on other terms; `None`: logged out.
    Now(Option<Arc<Person<U>>>),
}

/// Which of our login cookies came in, whatever was in them: only those are ever deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) session: bool,
    pub(super) remember: bool,
    /// A digest of all cookies, where a layer may look at them first: another one further in may put others in their place.
    pub(super) values: u64,
}

impl<U: UserMixin> Found<U> {
    pub(super) fn guest(carried: Carried, now: Timestamp) -> Self {
        Self { person: None, carried, now, change: None }
    }

    /// A guest some of whose cookies are to be deleted.
    pub(super) fn cleared(carried: Carried, deleted: Carried, now: Timestamp) -> Self {
        let mut found = Self::guest(carried, now);
        if deleted.session {
            found.change().session = CookieChange::Delete;
        }
        if deleted.remember {
            found.change().remember = CookieChange::Delete;
        }
        found
    }

    /// What the response will change, to add to.
    pub(super) fn change(&mut self) -> &mut Change {
        self.change.get_or_insert_default()
    }
}

impl<U: UserMixin> State<U> {
    /// The state to begin with; `None`: nobody asked yet who is there.
    pub(super) fn after(found: Option<&Found<U>>) -> Self {
        Self {
            who: Who::Found,
            now: found.map_or(Timestamp::MAX, |found| found.now),
            remembered: None,
            change: Change::default(),
        }
    }

    /// The person as things stand, where `found` is who was found.
    pub(super) fn person<'a>(&'a self, found: Option<&'a Found<U>>) -> Option<&'a Person<U>> {
        match &self.who {
            Who::Found => found?.person.as_ref(),
            Who::Now(person) => person.as_deref(),
        }
    }
}

/// What happened to a log-in.
#[derive(Clone, Copy, Debug)]
pub(super) enum News {
    LoggedIn,
    Confirmed,
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
    pub(super) next: CookieChange,
    /// The deletion of another library's cookie, in whose place ours stand.
    pub(super) taken_over: Option<HeaderValue>,
    /// Log-ins that another one replaces.
    pub(super) superseded: Vec<Superseded>,
    /// The client for which a log-in begins or goes on under another id: the ledger is to be told of it.
    pub(super) client: Option<ClientInfo>,
    /// Every other log-in of the user ends with it.
    pub(super) ends_others: bool,
    /// How long the remember ticket lives that was made anew.
    pub(super) remembered_until: Option<Timestamp>,
    pub(super) is_log_out: bool,
    /// The log-in that goes on under another id: if it ends before the response goes out, it does not go on.
    pub(super) rotated_from: Option<LoginId>,
    /// What there is to tell once it has happened.
    pub(super) news: Option<News>,
}
