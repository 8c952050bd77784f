//! Logging in and out: what `Login` does to the request's state. Nothing is committed here but a log-out.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;

use super::claim::{Claim, Cookies};
use super::ending::{end, last_expiry};
use super::state::{CookieChange, News, Person, State, Who};
use super::{LoginContext, LoginError, issue};
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::Ending;
use crate::ticket::{LoginId, LoginTicket};
use crate::user::{IdBuffer, UserMixin};

/// How somebody is to be logged in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LoginRequest {
    pub(crate) remember_for: Option<Duration>,
    pub(crate) is_fresh: bool,
    pub(crate) is_forced: bool,
}

/// What a log-in must know of the request's headers, which are gone once the handler runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    fingerprint: u32,
    /// The log-in of the session cookie that came in, and when its last ticket expires. There may be one without a
    /// person: switched off, or another client's.
    session: Option<(LoginId, Timestamp)>,
    /// The log-in of the remember cookie that came in, and when it ends.
    remember: Option<(LoginId, Timestamp)>,
}

impl<U: UserMixin> LoginContext<U> {
    pub(crate) fn caller(&self, headers: &HeaderMap) -> Caller {
        let settings = self.settings();
        let (cookies, now) = (Cookies::again(settings, headers), settings.now());
        let remember = Claim::<U::Id>::of_remember(settings, cookies, now)
            .ok()
            .map(|claim| (claim.ticket.login, claim.ticket.seen_or_ends));
        let session =
            Claim::<U::Id>::of_session(settings, cookies, now).ok().map(|Claim { ticket, .. }| {
                let remembered_until =
                    remember.filter(|(login, _)| *login == ticket.login).map(|(_, ends)| ends);
                (ticket.login, last_expiry(settings, &ticket, remembered_until, now))
            });
        Caller { fingerprint: issue::fingerprint(settings, headers), session, remember }
    }

    pub(crate) fn log_in(&self, user: &U, how: LoginRequest, caller: Caller) -> Result<(), LoginError> {
        if !user.is_active() && !how.is_forced {
            return Err(LoginError::Inactive);
        }
        if how.remember_for.is_some_and(|lifetime| !Settings::REMEMBER_RANGE.contains(&lifetime)) {
            return Err(LoginError::RememberFor);
        }
        let settings = self.settings();
        let now = settings.now();
        let user_id = IdBuffer::of(user.get_id());
        let issued_at = settings.ended.first_valid_issue(user_id.as_bytes().ok_or(LoginError::UserId)?, now);
        let ticket = LoginTicket {
            // Session fixation: a new log-in has a new id, whatever the browser brought.
            login: random_login()?,
            is_remembered: how.remember_for.is_some(),
            issued_at,
            authenticated_at: how.is_fresh.then_some(now),
            seen_or_ends: now,
            stamp: issue::stamp(settings.sealer.active(), user),
            fingerprint: caller.fingerprint,
            user_id: user.get_id().clone(),
        };
        let person = Person { user: user.clone(), ticket };
        let mut state = self.state();
        self.supersede(&mut state, caller, now);
        state.change.session = issue::session(settings, &person);
        state.remembered_until = how.remember_for.map(|lifetime| now.after(lifetime));
        state.change.remember = match state.remembered_until {
            Some(ends) => issue::remember(settings, &person, ends, now),
            // Whoever was remembered here is not the one who logged in.
            None => CookieChange::Delete,
        };
        state.who = Who::Now(Some(Arc::new(person)));
        state.now = now;
        state.change.news = Some(News::LoggedIn);
        state.change.rotated_from = None;
        Ok(())
    }

    /// Ends the log-in of this browser, at once and whatever becomes of the response.
    pub(crate) fn log_out(&self, caller: Caller) -> bool {
        let settings = self.settings();
        let now = settings.now();
        let mut state = self.state();
        self.supersede(&mut state, caller, now);
        for (login, until) in std::mem::take(&mut state.change.superseded) {
            end(settings, login, until, now);
        }
        state.change.session = CookieChange::Delete;
        state.change.remember = CookieChange::Delete;
        state.change.is_log_out = true;
        state.remembered_until = None;
        state.change.news = None;
        let was_logged_in = match state.person(self.found()) {
            Some(person) => {
                Event::LoggedOut { user: person.user.get_id() }.emit();
                true
            }
            None => false,
        };
        state.who = Who::Now(None);
        was_logged_in
    }

    /// Ends every log-in of `user` up to now, also the one of this browser if it is theirs.
    pub(crate) fn log_out_everywhere(&self, user: &U, caller: Caller) {
        let settings = self.settings();
        let now = settings.now();
        if let Some(user_id) = IdBuffer::of(user.get_id()).as_bytes() {
            let until = now.after(Settings::MAX_REMEMBER).after(settings.absolute);
            if settings.ended.end_user(user_id, until, now) == Ending::ListWasFull {
                Event::EndedListFull.emit();
            }
            Event::LoggedOutEverywhere { user: user.get_id() }.emit();
        }
        let (person, _) = self.present();
        if person.is_some_and(|person| person.user.get_id() == user.get_id()) {
            self.log_out(caller);
        }
    }

    /// Makes the log-in fresh: the person proved again who they are.
    pub(crate) fn confirm(&self, caller: Caller) -> Result<(), LoginError> {
        let now = self.settings().now();
        self.rotate(caller, |person| {
            person.ticket.authenticated_at = Some(now);
            Ok(())
        })?;
        // A log-in of this very request is the greater news.
        self.state().change.news.get_or_insert(News::Confirmed);
        Ok(())
    }

    /// Takes over the user's new stamp, so that this log-in alone outlives the change.
    pub(crate) fn restamp(&self, user: &U, caller: Caller) -> Result<(), LoginError> {
        self.rotate(caller, |person| {
            if person.user.get_id() != user.get_id() {
                return Err(LoginError::NotLoggedIn);
            }
            person.user = user.clone();
            Ok(())
        })
    }

    /// Changes the log-in under a new id, and the remember ticket with it; the old id ends.
    fn rotate(
        &self,
        caller: Caller,
        change: impl FnOnce(&mut Person<U>) -> Result<(), LoginError>,
    ) -> Result<(), LoginError> {
        let settings = self.settings();
        let now = settings.now();
        let mut state = self.state();
        let mut person = state.person(self.found()).ok_or(LoginError::NotLoggedIn)?.clone();
        let carried =
            caller.remember.filter(|(login, _)| *login == person.ticket.login).map(|(_, ends)| ends);
        let remembered_until = state.remembered_until.or(carried);
        change(&mut person)?;
        let rotated_from = std::mem::replace(&mut person.ticket.login, random_login()?);
        person.ticket.is_remembered = remembered_until.is_some();
        person.ticket.seen_or_ends = now;
        issue::refresh_digests(settings, &mut person, caller.fingerprint);
        self.supersede(&mut state, caller, now);
        state.change.session = issue::session(settings, &person);
        state.change.remember = remembered_until
            .map_or(CookieChange::Delete, |ends| issue::remember(settings, &person, ends, now));
        state.change.rotated_from.get_or_insert(rotated_from);
        state.who = Who::Now(Some(Arc::new(person)));
        state.now = now;
        Ok(())
    }

    /// Notes what the new state replaces: the person's log-in, and whatever the cookies claim.
    fn supersede(&self, state: &mut State<U>, caller: Caller, now: Timestamp) {
        let settings = self.settings();
        let person = state.person(self.found()).map(|person| {
            let ticket = &person.ticket;
            let known = caller.session.filter(|(login, _)| *login == ticket.login);
            known.unwrap_or_else(|| (ticket.login, last_expiry(settings, ticket, None, now)))
        });
        let remembered = caller.remember.map(|(login, ends)| (login, ends.after(settings.absolute)));
        let superseded = &mut state.change.superseded;
        for (login, until) in [person, caller.session, remembered].into_iter().flatten() {
            if superseded.iter().all(|(other, _)| *other != login) {
                superseded.push((login, until));
            }
        }
    }
}

fn random_login() -> Result<LoginId, LoginError> {
    LoginId::random().map_err(|_| {
        Event::NoRandomness.emit();
        LoginError::NoRandomness
    })
}
