//! One request's login: resolved at most once, and asked by guards and extractors.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use tokio::sync::OnceCell;

use super::Bound;
use super::claim::Cookies;
use super::resolve::resolve;
use super::state::{CookieChange, Person, State};
use crate::cookie::{Found, find};
use crate::crypto::Purpose;
use crate::events::Event;
use crate::manager::Settings;
use crate::rule::{AccessRule, Decision, Requirement};
use crate::ticket::{FlashTicket, Sealer};
use crate::user::UserMixin;

/// The user could not be loaded. It was logged where it happened; the client gets a 503.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unavailable;

/// Who is behind one request, and what it changes about that.
pub(crate) struct LoginContext<U: UserMixin> {
    bound: Arc<Bound<U>>,
    resolved: OnceCell<Result<(), Unavailable>>,
    state: Mutex<State<U>>,
    granted: OnceLock<AccessRule>,
    is_consulted: AtomicBool,
}

impl<U: UserMixin> LoginContext<U> {
    pub(super) fn new(bound: Arc<Bound<U>>) -> Self {
        Self {
            bound,
            resolved: OnceCell::new(),
            state: Mutex::new(State::guest(Cookies::default())),
            granted: OnceLock::new(),
            is_consulted: AtomicBool::new(false),
        }
    }

    /// Finds out who is behind the request, once: a second question, and one after a failure, costs nothing.
    pub(crate) async fn resolve(&self, parts: &mut Parts) -> Result<(), Unavailable> {
        self.is_consulted.store(true, Ordering::Relaxed);
        *self
            .resolved
            .get_or_init(|| async {
                match resolve(&self.bound, parts).await {
                    Ok(state) => {
                        *self.state() = state;
                        Ok(())
                    }
                    Err(error) => {
                        Event::LoaderFailed { error: &error }.emit();
                        Err(Unavailable)
                    }
                }
            })
            .await
    }

    /// The person behind the request, as far as it was asked.
    pub(crate) fn person(&self) -> Option<Person<U>> {
        self.state().person.clone()
    }

    /// Lets the request through or answers it.
    pub(crate) async fn authorize(&self, rule: AccessRule, parts: &mut Parts) -> Result<(), Response> {
        if rule.requirement != Requirement::Public {
            if let Err(Unavailable) = self.resolve(parts).await {
                return Err(self.unavailable(parts));
            }
            let settings = self.settings();
            let standing = self.state().standing(|| settings.now());
            let decision = rule.decide(standing, settings.fresh_for);
            if decision != Decision::Allow {
                return Err(self.refuse(decision, parts));
            }
        }
        // A second rule further in is evaluated on its own; this only spares asking the first one twice.
        let _ = self.granted.set(rule);
        Ok(())
    }

    pub(super) fn has_granted(&self, rule: AccessRule) -> bool {
        self.granted.get() == Some(&rule)
    }

    /// Takes the message left for this page, if there is one.
    pub(crate) fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket> {
        let settings = self.settings();
        let [found] = find(headers, [&settings.cookies.flash]);
        if found == Found::Nothing {
            return None;
        }
        self.is_consulted.store(true, Ordering::Relaxed);
        self.state().change.flash = CookieChange::Delete;
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
