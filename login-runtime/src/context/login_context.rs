//! One request's login: resolved at most once, and asked by guards and extractors.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Bound;
use super::resolve::resolve;
use super::state::{Carried, CookieChange, Person, State, Unavailable};
use crate::clock::Timestamp;
use crate::cookie::{Found, find};
use crate::crypto::Purpose;
use crate::events::Event;
use crate::manager::Settings;
use crate::ticket::{FlashTicket, Sealer};
use crate::user::UserMixin;

/// Who is behind one request, and what it changes about that.
pub(crate) struct LoginContext<U: UserMixin> {
    bound: Arc<Bound<U>>,
    state: Mutex<State<U>>,
    is_consulted: AtomicBool,
    /// The guard that comes next was asked already.
    has_pass: AtomicBool,
}

impl<U: UserMixin> LoginContext<U> {
    pub(super) fn new(bound: Arc<Bound<U>>) -> Self {
        Self {
            bound,
            state: Mutex::new(State::guest(Carried::default(), Timestamp::MAX)),
            is_consulted: AtomicBool::new(false),
            has_pass: AtomicBool::new(false),
        }
    }

    /// Finds out who is behind the request, once: a second question, and one after a failure, costs nothing.
    ///
    /// Whoever asks holds the request's parts, so nobody asks at the same time.
    pub(crate) async fn resolve(&self, parts: &mut Parts) -> Result<(), Unavailable> {
        if let Some(known) = self.state().resolved {
            return known;
        }
        self.is_consulted.store(true, Ordering::Relaxed);
        let found = resolve(&self.bound, parts).await;
        let mut state = self.state();
        match found {
            Ok(mut found) => {
                // A message may have been taken before anybody asked who is there.
                if let Some(change) = state.change.take() {
                    found.change().flash = change.flash;
                }
                found.resolved = Some(Ok(()));
                *state = found;
                Ok(())
            }
            Err(error) => {
                state.resolved = Some(Err(Unavailable));
                Event::LoaderFailed { error: &error }.emit();
                Err(Unavailable)
            }
        }
    }

    /// The person behind the request, as far as it was asked, and whether the log-in is fresh.
    pub(crate) fn person(&self) -> Option<(Arc<Person<U>>, bool)> {
        let state = self.state();
        let person = state.person.as_ref()?;
        let is_fresh = person.proved_ago(state.now).is_some_and(|age| age < self.settings().fresh_for);
        Some((Arc::clone(person), is_fresh))
    }

    /// The person behind the request, as far as it was asked, and when it was.
    pub(super) fn person_now(&self) -> (Option<Arc<Person<U>>>, Timestamp) {
        let state = self.state();
        (state.person.clone(), state.now)
    }

    pub(super) fn bound(&self) -> &Bound<U> {
        &self.bound
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
        let [found] = find(headers, [&settings.cookies.flash]);
        if found == Found::Nothing {
            return None;
        }
        self.is_consulted.store(true, Ordering::Relaxed);
        self.state().change().flash = CookieChange::Delete;
        let Found::One(value) = found else { return None };
        let mut raw = [0; Sealer::MAX_RAW];
        let opened = settings.sealer.open(Purpose::Flash, value, &mut raw).ok()?;
        let flash = FlashTicket::decode(opened.body)?;
        (settings.now().since(flash.issued_at) < FlashTicket::LIFETIME).then_some(flash)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.bound.settings
    }

    pub(super) fn is_consulted(&self) -> bool {
        self.is_consulted.load(Ordering::Relaxed)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State<U>> {
        // A panic while it was held left a state that is still whole: each change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<U: UserMixin> Debug for LoginContext<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginContext(..)")
    }
}
