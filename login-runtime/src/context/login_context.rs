//! One request's login: resolved at most once, and asked by guards and extractors.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::answering::Answering;
use super::present::{Held, Present};
use super::resolve::{Look, Search, ask};
use super::state::{Change, CookieChange, Found, Person, State, Unavailable, Who};
use super::{Bound, resolve};
use crate::clock::Timestamp;
use crate::cookie;
use crate::crypto::Purpose;
use crate::events::{Event, LoginEvent};
use crate::manager::Settings;
use crate::next::SafeNext;
use crate::session::RequestHead;
use crate::ticket::{FlashTicket, NextTicket, Sealer};
use crate::user::{LoaderFailure, RequestSource, UserLoader, UserMixin};

/// Who is behind one request, and what it changes about that.
pub(crate) struct LoginContext<U: UserMixin> {
    bound: Arc<Bound<U>>,
    /// Who was found, or that nobody could tell: written once, so that reading it takes no lock.
    found: OnceLock<Result<Found<U>, Unavailable>>,
    /// From the first change on this is what counts. Most requests change nothing.
    changed: OnceLock<Box<Mutex<State<U>>>>,
    is_consulted: AtomicBool,
    /// The application was told that somebody asks who is there.
    is_accessed: AtomicBool,
    /// A loader is being asked.
    is_resolving: AtomicBool,
    /// Somebody wanted to know who is there before that was found out.
    is_missed: AtomicBool,
    /// The guard that comes next was asked already.
    has_pass: AtomicBool,
    /// The request's, while its user is loaded: nobody shares the context yet.
    parts: Option<Parts>,
}

impl<U: UserMixin> LoginContext<U> {
    /// A context before anybody shares it, when it costs no lock to tell it who is there; `None`: nobody asked.
    pub(super) fn new(bound: Arc<Bound<U>>, found: Option<Result<Found<U>, LoaderFailure>>) -> Self {
        let (found, change) = found.map(settle).unzip();
        let context = Self {
            bound,
            is_consulted: AtomicBool::new(found.is_some()),
            is_accessed: AtomicBool::new(found.is_some()),
            found: found.map_or_else(OnceLock::new, OnceLock::from),
            changed: OnceLock::new(),
            is_resolving: AtomicBool::new(false),
            is_missed: AtomicBool::new(false),
            has_pass: AtomicBool::new(false),
            parts: None,
        };
        if let Some(change) = change.flatten() {
            context.state().change = *change;
        }
        context
    }

    /// A context that is yet to search, with the parts of the request in its own memory: they are large, so they are
    /// moved as seldom as can be.
    pub(super) fn to_search(bound: Arc<Bound<U>>, parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            bound,
            is_consulted: AtomicBool::new(true),
            is_accessed: AtomicBool::new(true),
            found: OnceLock::new(),
            changed: OnceLock::new(),
            is_resolving: AtomicBool::new(false),
            is_missed: AtomicBool::new(false),
            has_pass: AtomicBool::new(false),
            parts: Some(parts),
        })
    }

    /// Loads whoever the cookies claim, while nobody shares the context.
    pub(super) async fn search<S: Send + Sync + 'static>(&mut self, search: &Search<U::Id>)
    where
        U: UserLoader<S, Requests: RequestSource<U, S>>,
    {
        let Some(parts) = &mut self.parts else { return };
        let (found, change) = settle(ask(&self.bound, self.bound.state_as(), search, parts).await);
        self.found = OnceLock::from(found);
        if let Some(change) = change {
            self.state().change = *change;
        }
    }

    /// The parts that were lent for the search.
    pub(super) fn take_parts(self: &mut Arc<Self>) -> Option<Parts> {
        Arc::get_mut(self)?.parts.take()
    }

    /// Finds out who is behind the request for somebody who asks that, and tells of it once.
    pub(crate) fn access<'a>(&'a self, parts: &'a mut Parts) -> Answering<'a> {
        self.tell_access();
        self.resolve(parts)
    }

    /// Tells, once, that somebody asks who is there.
    pub(super) fn tell_access(&self) {
        if !self.is_accessed.swap(true, Ordering::Relaxed) {
            self.bound.tell(LoginEvent::Accessed);
        }
    }

    /// Finds out who is behind the request, once: a second question, and one after a failure, costs nothing.
    ///
    /// Whoever asks holds the request's parts, so nobody asks at the same time.
    pub(crate) fn resolve<'a>(&'a self, parts: &'a mut Parts) -> Answering<'a> {
        if self.found.get().is_some() {
            return Answering::Now(self.known());
        }
        let resolving = match Resolving::begin(&self.is_resolving) {
            Ok(resolving) => resolving,
            Err(unavailable) => return Answering::Now(Err(unavailable)),
        };
        self.is_consulted.store(true, Ordering::Relaxed);
        match resolve::look(&self.bound, RequestHead::of(parts)) {
            Look::Known(found) => {
                self.keep(Ok(found));
                Answering::Now(self.known())
            }
            Look::Search(search) => Answering::Later(Box::pin(async move {
                self.keep(self.bound.ask(search, parts).await);
                drop(resolving);
                self.known()
            })),
        }
    }

    /// Keeps who was found, and what finding them changes.
    fn keep(&self, found: Result<Found<U>, LoaderFailure>) {
        let (found, change) = settle(found);
        // A message may have been taken before anybody asked who is there.
        let before = self.take_change();
        let _ = self.found.set(found);
        if before.is_some() || change.is_some() {
            let before = before.unwrap_or_default();
            let mut state = self.state();
            *state = State::after(self.found());
            let found = change.map(|change| *change).unwrap_or_default();
            state.change = Change { flash: before.flash, next: before.next, ..found };
        }
    }

    fn known(&self) -> Result<(), Unavailable> {
        self.found().map(drop).ok_or(Unavailable)
    }

    /// The person as things stand, and the moment to reckon from.
    ///
    /// No lock is held while the person is read: the application's own policies may ask who is there.
    pub(super) fn present(&self) -> (Option<Present<'_, U>>, Timestamp) {
        if self.changed.get().is_some() {
            let state = self.state();
            if let Who::Now(person) = &state.who {
                return (person.clone().map(Present::Changed), state.now);
            }
        }
        let now = self.found().map_or(Timestamp::MAX, |found| found.now);
        (self.found_person().map(Present::Found), now)
    }

    /// The person behind the request to keep, as far as it was asked, and whether the log-in is fresh.
    pub(crate) fn person(self: &Arc<Self>) -> Option<(Held<U>, bool)> {
        let (person, now) = self.present();
        let person = person?;
        let is_fresh = person.proved_ago(now).is_some_and(|age| age < self.settings().fresh_for);
        let held = match person {
            Present::Found(_) => Held::Found(Arc::clone(self)),
            Present::Changed(person) => Held::Changed(person),
        };
        Some((held, is_fresh))
    }

    pub(super) fn found_person(&self) -> Option<&Person<U>> {
        self.found()?.person.as_ref()
    }

    /// Notes that somebody wants to know who is there, if nobody has found out yet.
    pub(super) fn note_missed(&self) {
        if self.found.get().is_none() {
            self.is_missed.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn was_missed(&self) -> bool {
        self.is_missed.load(Ordering::Relaxed)
    }

    pub(crate) fn forget_missed(&self) {
        self.is_missed.store(false, Ordering::Relaxed);
    }

    /// Lets the next guard pass: the router asked its rule a moment ago, and the guard comes first of all arguments.
    pub(crate) fn pass_next_guard(&self) {
        self.has_pass.store(true, Ordering::Relaxed);
    }

    pub(super) fn take_pass(&self) -> bool {
        self.has_pass.swap(false, Ordering::Relaxed)
    }

    /// Takes the message left for this page, if there is one.
    pub(crate) fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket> {
        let settings = self.settings();
        let [found] = cookie::find(headers, [&settings.cookies.flash]);
        if found == cookie::Found::Nothing {
            return None;
        }
        self.is_consulted.store(true, Ordering::Relaxed);
        self.state().change.flash = CookieChange::Delete;
        let cookie::Found::One(value) = found else { return None };
        let mut raw = [0; Sealer::MAX_FLASH];
        let opened = settings.sealer.open(Purpose::Flash, value, &mut raw).ok()?;
        let flash = FlashTicket::decode(opened.body)?;
        (settings.now().since(flash.issued_at) < FlashTicket::LIFETIME).then_some(flash)
    }

    /// Where the person wanted to go, by the cookie that says so.
    pub(crate) fn kept_next(&self, headers: &HeaderMap) -> Option<SafeNext> {
        let settings = self.settings();
        if !settings.keeps_next_in_cookie {
            return None;
        }
        let [found] = cookie::find(headers, [&settings.cookies.next]);
        let cookie::Found::One(value) = found else { return None };
        let mut raw = [0; Sealer::MAX_RAW];
        let opened = settings.sealer.open(Purpose::Next, value, &mut raw).ok()?;
        let next = NextTicket::decode(opened.body)?;
        (settings.now().since(next.issued_at) < NextTicket::LIFETIME).then_some(next.target)
    }

    /// Forgets where the person wanted to go: they were sent there.
    pub(crate) fn forget_next(&self) {
        self.state().change.next = CookieChange::Delete;
    }

    pub(crate) fn settings(&self) -> &Settings {
        self.bound.settings()
    }

    pub(crate) fn bound(&self) -> &Bound<U> {
        &self.bound
    }

    pub(super) fn is_consulted(&self) -> bool {
        self.is_consulted.load(Ordering::Relaxed)
    }

    pub(super) fn found(&self) -> Option<&Found<U>> {
        self.found.get()?.as_ref().ok()
    }

    /// The state to change, which from here on is what counts.
    pub(super) fn state(&self) -> MutexGuard<'_, State<U>> {
        let state = self.changed.get_or_init(|| Box::new(Mutex::new(State::after(self.found()))));
        // A panic while it was held left a state that is still whole: each change is one assignment.
        state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what the response is to commit; `None`: nothing was changed.
    pub(super) fn take_change(&self) -> Option<Change> {
        self.changed.get().map(|_| std::mem::take(&mut self.state().change))
    }
}

/// What was found, and what finding it changes; a failure is logged here, once.
fn settle<U: UserMixin>(
    found: Result<Found<U>, LoaderFailure>,
) -> (Result<Found<U>, Unavailable>, Option<Box<Change>>) {
    match found {
        Ok(mut found) => {
            let change = found.change.take();
            (Ok(found), change)
        }
        Err(error) => {
            Event::LoaderFailed { error: &error }.emit();
            (Err(Unavailable), None)
        }
    }
}

/// Finding out who is there, until it is dropped: a loader that asks for that itself would go on for ever.
struct Resolving<'a>(&'a AtomicBool);

impl<'a> Resolving<'a> {
    fn begin(is_resolving: &'a AtomicBool) -> Result<Self, Unavailable> {
        if is_resolving.swap(true, Ordering::Relaxed) {
            Event::LoaderAsksWhoIsThere.emit();
            return Err(Unavailable);
        }
        Ok(Self(is_resolving))
    }
}

impl Drop for Resolving<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl<U: UserMixin> Debug for LoginContext<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginContext(..)")
    }
}
