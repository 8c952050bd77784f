//! One request's login: resolved at most once, and asked by guards and extractors.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::answering::Answering;
use super::carrier::around;
use super::claim::Cookies;
use super::present::{Held, Present};
use super::resolve::Look;
use super::state::{Change, CookieChange, Found, Person, State, Unavailable, Who};
use super::{Bound, LoginOptions, resolve};
use crate::clock::Timestamp;
use crate::cookie;
use crate::crypto::Purpose;
use crate::events::{Event, LoginEvent};
use crate::manager::Settings;
use crate::next::SafeNext;
use crate::session::{ClientInfo, RequestHead};
use crate::ticket::{FlashTicket, NextTicket, Sealer};
use crate::user::UserMixin;

/// Who is behind one request, and what it changes about that.
pub(crate) struct LoginContext<U: UserMixin> {
    bound: Arc<Bound<U>>,
    finding: Finding<U>,
    /// From the first change on this is what counts. Most requests change nothing.
    changed: OnceLock<Box<Mutex<State<U>>>>,
    is_consulted: AtomicBool,
    /// The application was told that somebody asks who is there.
    is_accessed: AtomicBool,
    /// A loader is being asked.
    is_resolving: AtomicBool,
    /// Somebody wanted to know who is there before that was found out.
    is_missed: AtomicBool,
    /// The response is made.
    is_committed: AtomicBool,
}

/// Who was found, or that nobody could tell.
enum Finding<U: UserMixin> {
    /// As was known before anybody shared the context.
    Before(Result<Found<U>, Unavailable>),
    /// As somebody asked, if they did: written once, so that reading it takes no lock.
    WhenAsked(OnceLock<Result<Found<U>, Unavailable>>),
}

impl<U: UserMixin> LoginContext<U> {
    /// A context that will find out who is there when somebody asks.
    pub(super) fn unasked(bound: Arc<Bound<U>>) -> Self {
        Self::new(bound, Finding::WhenAsked(OnceLock::new()), None)
    }

    /// A context that was told who is there before anybody shares it, when that costs no lock.
    #[expect(
        clippy::inline_always,
        reason = "a context is made in its own memory, where a call would copy it there"
    )]
    #[inline(always)]
    pub(super) fn knowing(bound: Arc<Bound<U>>, mut found: Result<Found<U>, Unavailable>) -> Self {
        let change = found.as_mut().ok().and_then(|found| found.change.take());
        Self::new(bound, Finding::Before(found), change)
    }

    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn new(bound: Arc<Bound<U>>, finding: Finding<U>, change: Option<Box<Change>>) -> Self {
        let is_known = matches!(finding, Finding::Before(_));
        let changed = match change {
            None => OnceLock::new(),
            Some(change) => OnceLock::from(Box::new(Mutex::new(State {
                change: *change,
                ..State::after(finding.found())
            }))),
        };
        Self {
            bound,
            finding,
            changed,
            is_consulted: AtomicBool::new(is_known),
            is_accessed: AtomicBool::new(is_known),
            is_resolving: AtomicBool::new(false),
            is_missed: AtomicBool::new(false),
            is_committed: AtomicBool::new(false),
        }
    }

    /// Finds out who is behind the request for somebody who asks that, and tells of it once.
    pub(crate) fn access<'a>(&'a self, parts: &'a mut Parts) -> Answering<'a> {
        self.find_out(parts, |context, request| context.tell_access(|| context.bound.client(request)))
    }

    /// Tells, once, that somebody asks who is there.
    pub(super) fn tell_access(&self, client: impl FnOnce() -> ClientInfo) {
        if !self.is_accessed.swap(true, Ordering::Relaxed) {
            self.bound.tell(LoginEvent::Accessed, client);
        }
    }

    /// Finds out who is behind the request, once: a second question, and one after a failure, costs nothing.
    ///
    /// Whoever asks holds the request's parts, so nobody asks at the same time.
    pub(crate) fn resolve<'a>(&'a self, parts: &'a mut Parts) -> Answering<'a> {
        self.find_out(parts, |_, _| {})
    }

    /// The same; `tell` of it, unless it was told outside.
    fn find_out<'a>(
        &'a self,
        parts: &'a mut Parts,
        tell: impl FnOnce(&Self, &RequestHead<'_>),
    ) -> Answering<'a> {
        let head = &RequestHead::of(parts);
        if self.finding.get().is_some() {
            tell(self, head);
            return Answering::Now(self.known());
        }
        let outside = outside(&self.bound, head);
        if let Some(found) = outside.as_ref().and_then(|outside| outside.found_for(head)) {
            self.is_accessed.store(true, Ordering::Relaxed);
            self.is_consulted.store(true, Ordering::Relaxed);
            self.keep(found);
            return Answering::Now(self.known());
        }
        if outside.is_some_and(|outside| outside.is_accessed()) {
            self.is_accessed.store(true, Ordering::Relaxed);
        }
        tell(self, head);
        let resolving = match Resolving::begin(&self.is_resolving) {
            Ok(resolving) => resolving,
            Err(unavailable) => return Answering::Now(Err(unavailable)),
        };
        self.is_consulted.store(true, Ordering::Relaxed);
        match resolve::look(&self.bound, head) {
            Look::Known(found) => {
                self.keep(found);
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
    fn keep(&self, mut found: Result<Found<U>, Unavailable>) {
        let change = found.as_mut().ok().and_then(|found| found.change.take());
        // A message may have been taken before anybody asked who is there.
        let before = self.take_change();
        if let Finding::WhenAsked(slot) = &self.finding {
            let _ = slot.set(found);
        }
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
    pub(crate) fn person(self: Arc<Self>) -> Option<(Held<U>, bool)> {
        let (person, now) = self.present();
        let person = person?;
        let is_fresh = person.proved_ago(now).is_some_and(|age| age < self.settings().fresh_for);
        let changed = match person {
            Present::Found(_) => None,
            Present::Changed(person) => Some(person),
        };
        Some((changed.map_or_else(|| Held::Found(self), Held::Changed), is_fresh))
    }

    pub(super) fn found_person(&self) -> Option<&Person<U>> {
        self.found()?.person.as_ref()
    }

    /// Notes that somebody wants to know who is there, if nobody has found out yet.
    pub(super) fn note_missed(&self) {
        if self.finding.get().is_none() {
            self.is_missed.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn was_missed(&self) -> bool {
        self.is_missed.load(Ordering::Relaxed)
    }

    pub(crate) fn forget_missed(&self) {
        self.is_missed.store(false, Ordering::Relaxed);
    }

    /// Takes the message left for this page, if there is one.
    pub(crate) fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket> {
        let settings = self.settings();
        let [found] = cookie::find(headers.get_all(header::COOKIE), [&settings.cookies.flash]);
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
        let [found] = cookie::find(headers.get_all(header::COOKIE), [&settings.cookies.next]);
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

    /// Notes that the response is made: what changes from now on reaches nobody.
    pub(super) fn note_commit(&self) {
        self.is_committed.store(true, Ordering::Release);
    }

    pub(super) fn is_committed(&self) -> bool {
        self.is_committed.load(Ordering::Acquire)
    }

    pub(super) fn is_consulted(&self) -> bool {
        self.is_consulted.load(Ordering::Relaxed)
    }

    pub(super) fn found(&self) -> Option<&Found<U>> {
        self.finding.found()
    }

    /// The state to change, which from here on is what counts.
    pub(super) fn state(&self) -> MutexGuard<'_, State<U>> {
        let state = self.changed.get_or_init(|| Box::new(Mutex::new(State::after(self.found()))));
        // A panic while it was held left a state that is still whole: each change is one assignment.
        state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is there by this context of a layer around a route, for the route's own, unless the request may say something else by
    /// now. What finding them changed is committed here.
    pub(super) fn found_for(&self, request: &RequestHead<'_>) -> Option<Result<Found<U>, Unavailable>> {
        if LoginOptions::of(request).ignores_cookies() {
            return None;
        }
        let found = self.finding.get()?.as_ref().map_err(|unavailable| *unavailable);
        // What a layer in between took out of the request, or put into it, is to count.
        let carried = Cookies::again(self.settings(), request).carried(self.settings());
        let is_stale = |found: &Found<U>| {
            // Whoever logged in or out out here did so for the request as it is.
            found.carried != carried || self.bound.may_be_told_by_request(found) && !self.is_person_changed()
        };
        if found.is_ok_and(is_stale) {
            return None;
        }
        Some(found.map(|found| {
            let (person, now) = self.present();
            Found {
                person: person.map(|person| Person::clone(&person)),
                carried: found.carried,
                now,
                change: None,
            }
        }))
    }

    /// Says whether the application was told already that somebody asks who is there.
    pub(super) fn is_accessed(&self) -> bool {
        self.is_accessed.load(Ordering::Relaxed)
    }

    /// Says whether somebody logged in or out since it was found out who is there, or goes on under other terms.
    fn is_person_changed(&self) -> bool {
        self.changed.get().is_some() && matches!(self.state().who, Who::Now(_))
    }

    /// Takes what the response is to commit; `None`: nothing was changed.
    pub(super) fn take_change(&self) -> Option<Change> {
        self.changed.get().map(|_| std::mem::take(&mut self.state().change))
    }
}

/// The context of a layer of the same manager around a route.
pub(super) fn outside<U: UserMixin>(
    bound: &Bound<U>,
    request: &RequestHead<'_>,
) -> Option<Arc<LoginContext<U>>> {
    let has_layer = bound.settings().has_layer.load(Ordering::Relaxed);
    has_layer.then(|| around::<U>(request))?.filter(|outside| outside.bound.has_manager_of(bound))
}

impl<U: UserMixin> Finding<U> {
    fn found(&self) -> Option<&Found<U>> {
        self.get()?.as_ref().ok()
    }

    fn get(&self) -> Option<&Result<Found<U>, Unavailable>> {
        match self {
            Self::Before(found) => Some(found),
            Self::WhenAsked(found) => found.get(),
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
