//! Who is behind a request: ticket, client, user, activity, stamp; and where the session fails, the remember ticket.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::Bound;
use super::claim::{Claim, Cookies, Ended, Worthless, is_ahead};
use super::ending::{end, last_expiry};
use super::issue;
use super::state::{Carried, Person, State};
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::SessionProtection;
use crate::user::{LoaderFailure, UserId, UserMixin};

/// Finds out who is behind the request; in doubt it is a guest.
pub(super) async fn resolve<U: UserMixin>(
    bound: &Bound<U>,
    parts: &mut Parts,
) -> Result<State<U>, LoaderFailure> {
    let settings = &*bound.settings;
    let cookies = Cookies::of(settings, &parts.headers);
    let carried = Carried { session: cookies.session.is_present(), remember: cookies.remember.is_present() };
    if !carried.session && !carried.remember {
        return Ok(State::guest(carried, Timestamp::MAX));
    }
    let now = settings.now();
    let (mut junk, mut fallen) = (Carried::default(), None);
    match Claim::of_session(settings, cookies, now) {
        Ok(claim) if is_refused_client(settings, &claim) => return Ok(State::cleared(carried, carried, now)),
        Ok(claim) => {
            if let Some(person) = load(bound, &claim, now, parts).await? {
                return Ok(carry_on(settings, State::guest(carried, now), person, &claim, &parts.headers));
            }
            fallen = Some(claim.ticket.login);
        }
        Err(worthless) => junk.session = worthless == Worthless::Junk,
    }
    // The loader had the request's parts to itself, so the cookies are read anew.
    let cookies = Cookies::of(settings, &parts.headers);
    match Claim::of_remember(settings, cookies, now) {
        // The same log-in, whose user was asked about a moment ago.
        Ok(claim) if fallen == Some(claim.ticket.login) => {}
        Ok(claim) if is_refused_client(settings, &claim) => return Ok(State::cleared(carried, carried, now)),
        Ok(claim) => {
            if let Some(person) = load(bound, &claim, now, parts).await? {
                return Ok(restore(settings, State::guest(carried, now), person, &claim, &parts.headers));
            }
        }
        Err(worthless) => junk.remember = worthless == Worthless::Junk,
    }
    Ok(State::cleared(carried, junk, now))
}

/// Tells of a ticket in another client's hands, and says whether that makes it worthless.
fn is_refused_client<I: UserId>(settings: &Settings, claim: &Claim<'_, I>) -> bool {
    if claim.is_same_client || settings.protection == SessionProtection::None {
        return false;
    }
    Event::SessionProtected { user: &claim.ticket.user_id, mode: &settings.protection }.emit();
    settings.protection == SessionProtection::Strong
}

/// Loads the user of a claim; `None` when there is no such user any more, or not on these terms.
async fn load<U: UserMixin>(
    bound: &Bound<U>,
    claim: &Claim<'_, U::Id>,
    now: Timestamp,
    parts: &mut Parts,
) -> Result<Option<Arc<Person<U>>>, LoaderFailure> {
    let ticket = &claim.ticket;
    let reason = match bound.load(ticket.user_id.clone(), parts).await? {
        None => Ended::NoSuchUser,
        // A loader that answers with somebody else must not log somebody else in.
        Some(user) if *user.get_id() != ticket.user_id => Ended::NoSuchUser,
        Some(user) if !user.is_active() => Ended::Inactive,
        Some(user) if issue::stamp(claim.keys, &user) != ticket.stamp => Ended::StampChanged,
        Some(user) => return Ok(Some(Arc::new(Person { user, ticket: ticket.clone() }))),
    };
    Event::LoginEnded { reason: &reason }.emit();
    // Gone or switched off is for good: nobody is asked about this log-in again, and switching the user on again does
    // not bring it back. A changed stamp ends nothing yet, as `restamp` may be under way in another tab.
    if reason != Ended::StampChanged {
        end(&bound.settings, ticket.login, last_expiry(&bound.settings, ticket, None, now), now);
    }
    Ok(None)
}

/// Goes on with a session. Its ticket is made anew when it must say something new, and at half its idle time, so
/// that most responses set no cookie.
fn carry_on<U: UserMixin>(
    settings: &Settings,
    mut state: State<U>,
    mut person: Arc<Person<U>>,
    claim: &Claim<'_, U::Id>,
    headers: &HeaderMap,
) -> State<U> {
    let (now, seen) = (state.now, person.ticket.seen_or_ends);
    let is_demoted = !claim.is_same_client && settings.protection == SessionProtection::Basic;
    // Seen in the future: the clock was set back, and the idle time must not grow by as much.
    let is_due = now.since(seen) >= settings.idle / 2 || is_ahead(seen, now);
    if is_demoted || claim.is_key_retired || is_due {
        let person = Arc::make_mut(&mut person);
        if is_demoted {
            person.ticket.authenticated_at = None;
        }
        person.ticket.seen_or_ends = now;
        issue::refresh_digests(settings, person, issue::fingerprint(settings, headers));
        state.change().session = issue::session(settings, person);
    }
    state.person = Some(person);
    state
}

/// Starts a session from a remember ticket. It is the same log-in, so it ends with it, and it is never fresh.
fn restore<U: UserMixin>(
    settings: &Settings,
    mut state: State<U>,
    mut person: Arc<Person<U>>,
    claim: &Claim<'_, U::Id>,
    headers: &HeaderMap,
) -> State<U> {
    Event::Restored { user: person.user.get_id() }.emit();
    let (now, ends) = (state.now, person.ticket.seen_or_ends);
    let started = Arc::make_mut(&mut person);
    issue::refresh_digests(settings, started, issue::fingerprint(settings, headers));
    if claim.is_key_retired {
        state.change().remember = issue::remember(settings, started, ends, now);
    }
    started.ticket.is_remembered = true;
    // After a log-out everywhere within this second, log-ins are issued in the next one.
    started.ticket.issued_at = now.max(started.ticket.issued_at);
    started.ticket.authenticated_at = None;
    started.ticket.seen_or_ends = now;
    state.change().session = issue::session(settings, started);
    state.person = Some(person);
    state
}
