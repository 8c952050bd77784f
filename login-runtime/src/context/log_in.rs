//! Logging in and out: what `Login` does to the request's state. Nothing is committed here but a log-out.

use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use axum::http::request::Parts;

use super::claim::{Claim, Cookies, has_ended};
use super::ending::{Superseded, end_everywhere, end_with_successors, last_expiry, last_remembered};
use super::state::{CookieChange, News, Person, State, Who};
use super::{LoginContext, LoginError, issue, recording};
use crate::clock::Timestamp;
use crate::crypto::Purpose;
use crate::events::{Event, LoginEvent};
use crate::manager::Settings;
use crate::session::{ClientInfo, RequestHead};
use crate::ticket::{Lifespan, LoginTicket};
use crate::user::UserMixin;

/// How somebody is to be logged in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LoginRequest {
    pub(crate) remember_for: Option<Duration>,
    pub(crate) is_fresh: bool,
    pub(crate) is_forced: bool,
}

/// What a log-in must know of the request's headers, which are gone once the handler runs.
#[derive(Debug)]
pub(crate) struct Caller {
    client: ClientInfo,
    fingerprint: u32,
    /// The log-in of the session cookie that came in, and when its last ticket expires. There may be one without a
    /// person: switched off, or another client's.
    session: Option<Superseded>,
    /// The log-in of the remember cookie that came in, and how long it lives.
    remember: Option<(Superseded, Lifespan)>,
    /// The log-in as which that of one of these cookies goes on by now.
    successor: Option<Superseded>,
    /// Whether a cookie came in that says where the person wanted to go.
    has_next: bool,
    /// Whether a cookie of another library came in, which is read where ours lead to nobody.
    has_foreign: bool,
}

impl Caller {
    pub(super) fn client(&self) -> &ClientInfo {
        &self.client
    }
}

impl<U: UserMixin> LoginContext<U> {
    pub(crate) fn caller(&self, parts: &Parts, has_next: bool) -> Caller {
        let (settings, request) = (self.settings(), &RequestHead::of(parts));
        let (cookies, now) = (Cookies::again(settings, request), settings.now());
        let mut successor = None;
        let mut claimed = |purpose| {
            let ticket = Claim::<U::Id>::of_any(settings, &cookies, purpose, now).ok()?.ticket;
            if !has_ended(settings, &ticket, now) {
                return Some(ticket);
            }
            // It is not ended once more, or who keeps old cookies could fill the list with them for ever.
            let goes_on = settings.ended.successor(ticket.login, now);
            let until = last_expiry(settings, &ticket, None, now);
            let of = |login| Superseded { login, ..Superseded::of(&ticket, until) };
            successor = successor.take().or(goes_on.map(of));
            None
        };
        let remember = claimed(Purpose::Remember)
            .map(|ticket| {
                let span = ticket.lifespan();
                let until = last_remembered(settings, span, now).after(settings.absolute);
                (Superseded::of(&ticket, until), span)
            })
            .filter(|(superseded, _)| superseded.until > now);
        let session = claimed(Purpose::Session)
            // Nobody can have gone on with it for longer.
            .filter(|ticket| {
                let remembered = if ticket.is_remembered { Settings::MAX_REMEMBER } else { Duration::ZERO };
                now.since(ticket.issued_at) < remembered.saturating_add(settings.absolute)
            })
            .map(|ticket| {
                let remembered = remember.as_ref().filter(|(remembered, _)| remembered.login == ticket.login);
                let remembered_until = remembered.map(|(_, span)| last_remembered(settings, *span, now));
                Superseded::of(&ticket, last_expiry(settings, &ticket, remembered_until, now))
            });
        let has_foreign =
            self.bound().flask_login().is_some_and(|cookies| cookies.is_carried(&parts.headers));
        Caller {
            client: self.bound().client(request),
            fingerprint: issue::fingerprint(settings, request),
            session,
            remember,
            successor,
            has_next,
            has_foreign,
        }
    }

    pub(crate) fn log_in(&self, user: &U, how: LoginRequest, caller: &Caller) -> Result<(), LoginError> {
        if !user.is_active() && !how.is_forced {
            return Err(LoginError::Inactive);
        }
        if how.remember_for.is_some_and(|lifetime| !Settings::REMEMBER_RANGE.contains(&lifetime)) {
            return Err(LoginError::RememberFor);
        }
        let settings = self.settings();
        let now = settings.now();
        // Session fixation: a new log-in has a new id, whatever the browser brought.
        let mut ticket = issue::begin(settings, user, caller.fingerprint, now)?;
        ticket.is_remembered = how.remember_for.is_some();
        ticket.authenticated_at = how.is_fresh.then_some(now);
        let mut state = self.state_in_time()?;
        self.supersede(&mut state, caller, now);
        self.forget_foreign(&mut state, caller);
        state.change.session = issue::session(settings, &ticket);
        state.remembered = how.remember_for.map(|length| Lifespan::from(now, length));
        state.change.remember = match state.remembered {
            Some(span) => issue::remember(settings, &ticket, span, now),
            // Whoever was remembered here is not the one who logged in.
            None => CookieChange::Delete,
        };
        state.who = Who::Now(Some(Arc::new(Person::with_ticket(user.clone(), ticket))));
        state.now = now;
        state.change.news = Some(News::LoggedIn);
        state.change.rotated_from = None;
        state.change.client = Some(caller.client.clone());
        state.change.ends_others = false;
        Ok(())
    }

    /// Ends the log-in of this browser, at once and whatever becomes of the response; an error where the ledger fails, and then nothing
    /// has ended.
    pub(crate) async fn log_out(&self, caller: &Caller) -> Result<bool, LoginError> {
        // Whoever logged in within this request is known, and nobody was asked.
        if matches!(self.state().who, Who::Found) {
            self.tell_access(|| caller.client.clone());
        }
        let settings = self.settings();
        let now = settings.now();
        let superseded = {
            let mut state = self.state();
            self.supersede(&mut state, caller, now);
            state.change.superseded.clone()
        };
        // There first, so that whoever is told that it failed can try again.
        recording::end_all(settings, &superseded, None, now).await?;
        for superseded in &superseded {
            end_with_successors(settings, superseded, now);
        }
        let mut state = self.state();
        state.change.superseded.clear();
        state.change.client = None;
        self.forget_foreign(&mut state, caller);
        state.change.session = CookieChange::Delete;
        state.change.remember = CookieChange::Delete;
        state.change.is_log_out = true;
        if caller.has_next {
            state.change.next = CookieChange::Delete;
        }
        state.remembered = None;
        state.change.news = None;
        let before = state.person(self.found()).cloned();
        state.who = Who::Now(None);
        drop(state);
        let event = LoginEvent::LoggedOut { user: before.as_ref().map(|person| &person.user) };
        self.bound().tell(event, || caller.client.clone());
        Ok(before.is_some())
    }

    /// Ends every log-in of `user` up to now, also the one of this browser if it is theirs.
    pub(crate) async fn log_out_everywhere(&self, user: &U, caller: &Caller) -> Result<(), LoginError> {
        end_everywhere(self.settings(), user.get_id()).await?;
        self.bound().tell(LoginEvent::LoggedOutEverywhere { user }, || caller.client.clone());
        if self.is_present(user.get_id()) {
            self.log_out(caller).await?;
        }
        Ok(())
    }

    /// Makes the log-in fresh: the person proved again who they are.
    pub(crate) fn confirm(&self, caller: &Caller) -> Result<(), LoginError> {
        let now = self.settings().now();
        self.rotate(caller, |_, ticket| {
            ticket.authenticated_at = Some(now);
            Ok(())
        })?;
        // A log-in of this very request is the greater news.
        self.state().change.news.get_or_insert(News::Confirmed);
        Ok(())
    }

    /// Takes over the user's new stamp, so that this log-in alone outlives the change.
    pub(crate) fn restamp(&self, user: &U, caller: &Caller) -> Result<(), LoginError> {
        self.rotate(caller, |current, _| {
            if current.get_id() != user.get_id() {
                return Err(LoginError::NotLoggedIn);
            }
            *current = user.clone();
            Ok(())
        })?;
        // Their stamp is the old one, so they are over, and the ledger is to know it.
        self.state().change.ends_others = true;
        Ok(())
    }

    fn is_present(&self, user_id: &U::Id) -> bool {
        self.present().0.is_some_and(|person| person.user.get_id() == user_id)
    }

    /// Changes the log-in under a new id, and the remember ticket with it; the old id ends.
    fn rotate(
        &self,
        caller: &Caller,
        change: impl FnOnce(&mut U, &mut LoginTicket<U::Id>) -> Result<(), LoginError>,
    ) -> Result<(), LoginError> {
        let settings = self.settings();
        let now = settings.now();
        let mut state = self.state_in_time()?;
        // Whom the request itself tells has no log-in that could go on.
        let person = state.person(self.found()).and_then(|person| Some((&person.user, person.ticket()?)));
        let (mut user, mut ticket) =
            person.map(|(user, ticket)| (user.clone(), ticket.clone())).ok_or(LoginError::NotLoggedIn)?;
        let carried = caller
            .remember
            .as_ref()
            .filter(|(other, span)| other.login == ticket.login && span.ends > now)
            .map(|(_, span)| *span);
        let remembered = state.remembered.or(carried);
        change(&mut user, &mut ticket)?;
        let rotated_from = std::mem::replace(&mut ticket.login, issue::random_login()?);
        ticket.is_remembered = remembered.is_some();
        ticket.seen_or_ends = now;
        issue::refresh_digests(settings, &user, &mut ticket, caller.fingerprint);
        self.supersede(&mut state, caller, now);
        state.change.session = issue::session(settings, &ticket);
        state.change.remember =
            remembered.map_or(CookieChange::Delete, |span| issue::remember(settings, &ticket, span, now));
        // A log-in of this very request goes on under its last id, and the ledger never knew another.
        if state.change.client.is_none() {
            state.change.rotated_from = Some(rotated_from);
        }
        state.change.client = Some(caller.client.clone());
        state.who = Who::Now(Some(Arc::new(Person::with_ticket(user, ticket))));
        state.now = now;
        Ok(())
    }

    /// The state to change, as long as it can be committed. A log-out need not be: it ends the log-in whatever becomes of the cookies.
    fn state_in_time(&self) -> Result<MutexGuard<'_, State<U>>, LoginError> {
        let state = self.state();
        if self.is_committed() {
            drop(state);
            Event::LoginFailed { error: &LoginError::TooLate }.emit();
            return Err(LoginError::TooLate);
        }
        Ok(state)
    }

    /// Deletes the cookie of another library, which would bring back whoever it names once the new state ends.
    fn forget_foreign(&self, state: &mut State<U>, caller: &Caller) {
        if let Some(cookies) = self.bound().flask_login().filter(|_| caller.has_foreign) {
            state.change.taken_over = cookies.deletion(&self.settings().cookies);
        }
    }

    /// Notes what the new state replaces: the person's log-in, and whatever the cookies claim.
    fn supersede(&self, state: &mut State<U>, caller: &Caller, now: Timestamp) {
        let settings = self.settings();
        let ticket = state.person(self.found()).and_then(Person::ticket);
        let person = ticket.map(|ticket| {
            let known = caller.session.clone().filter(|known| known.login == ticket.login);
            known.unwrap_or_else(|| Superseded::of(ticket, last_expiry(settings, ticket, None, now)))
        });
        let remembered = caller.remember.as_ref().map(|(remembered, _)| remembered.clone());
        let all = &mut state.change.superseded;
        for one in
            [person, caller.session.clone(), remembered, caller.successor.clone()].into_iter().flatten()
        {
            if all.iter().all(|other| other.login != one.login) {
                all.push(one);
            }
        }
    }
}
