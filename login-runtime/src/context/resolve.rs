//! Who is behind a request: ticket, client, user, activity, stamp; and where the session fails, the remember ticket.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::claim::{Claim, Cookies, Ended, Worthless, is_ahead};
use super::ending::{end, last_expiry};
use super::issue;
use super::state::{Carried, Found, Person};
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::SessionProtection;
use crate::ticket::LoginId;
use crate::user::{LoaderFailure, UserId, UserLoader, UserMixin};

/// Who is there; in doubt a guest.
pub(super) enum Resolving<'a, U: UserMixin> {
    /// The cookies alone say so: a guest or junk costs neither a query nor an allocation.
    Known(Found<U>),
    /// A user has to be loaded.
    Asking(Pin<Box<dyn Future<Output = Result<Found<U>, LoaderFailure>> + Send + 'a>>),
}

/// Finds out who is behind the request.
pub(super) fn resolve<'a, U: UserLoader<S>, S: Sync>(
    settings: &'a Settings,
    state: &'a S,
    parts: &'a mut Parts,
) -> Resolving<'a, U> {
    let cookies = Cookies::of(settings, &parts.headers);
    let carried = Carried { session: cookies.session.is_present(), remember: cookies.remember.is_present() };
    if !carried.session && !carried.remember {
        return Resolving::Known(Found::guest(carried, Timestamp::MAX));
    }
    let now = settings.now();
    match Claim::of_session(settings, cookies, now) {
        Err(worthless) if !carried.remember => {
            let junk = Carried { session: worthless == Worthless::Junk, remember: false };
            Resolving::Known(Found::cleared(carried, junk, now))
        }
        session => {
            Resolving::Asking(Box::pin(ask(settings, state, parts, Found::guest(carried, now), session)))
        }
    }
}

/// Asks for the user of the session; where that leads to nobody, for the one of the remember ticket.
async fn ask<U: UserLoader<S>, S: Sync>(
    settings: &Settings,
    state: &S,
    parts: &mut Parts,
    found: Found<U>,
    session: Result<Claim<'_, U::Id>, Worthless>,
) -> Result<Found<U>, LoaderFailure> {
    let (carried, now) = (found.carried, found.now);
    let fallen = match session {
        Ok(claim) if is_refused_client(settings, &claim) => return Ok(Found::cleared(carried, carried, now)),
        Ok(claim) => match load(settings, state, &claim, now, parts).await? {
            Some(person) => return Ok(carry_on(settings, found, person, &claim, &parts.headers)),
            None => Fallen { login: Some(claim.ticket.login), is_junk: false },
        },
        Err(worthless) => Fallen { login: None, is_junk: worthless == Worthless::Junk },
    };
    // Boxed, as it is the rare way: the future of every request would have to hold it.
    Box::pin(ask_remembered(settings, state, parts, found, fallen)).await
}

/// A session that did not hold.
struct Fallen {
    /// Its log-in, if it was good until its user was asked about.
    login: Option<LoginId>,
    is_junk: bool,
}

async fn ask_remembered<U: UserLoader<S>, S: Sync>(
    settings: &Settings,
    state: &S,
    parts: &mut Parts,
    found: Found<U>,
    session: Fallen,
) -> Result<Found<U>, LoaderFailure> {
    let (carried, now) = (found.carried, found.now);
    let mut junk = Carried { session: session.is_junk, remember: false };
    // The loader had the request's parts to itself, so the cookies are read anew.
    let cookies = Cookies::of(settings, &parts.headers);
    match Claim::of_remember(settings, cookies, now) {
        // The same log-in, whose user was asked about a moment ago.
        Ok(claim) if session.login == Some(claim.ticket.login) => {}
        Ok(claim) if is_refused_client(settings, &claim) => return Ok(Found::cleared(carried, carried, now)),
        Ok(claim) => {
            if let Some(person) = load(settings, state, &claim, now, parts).await? {
                return Ok(restore(settings, found, person, &claim, &parts.headers));
            }
        }
        Err(worthless) => junk.remember = worthless == Worthless::Junk,
    }
    Ok(Found::cleared(carried, junk, now))
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
async fn load<U: UserLoader<S>, S: Sync>(
    settings: &Settings,
    state: &S,
    claim: &Claim<'_, U::Id>,
    now: Timestamp,
    parts: &mut Parts,
) -> Result<Option<Arc<Person<U>>>, LoaderFailure> {
    let ticket = &claim.ticket;
    let reason = match U::load(ticket.user_id.clone(), parts, state).await? {
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
        end(settings, ticket.login, last_expiry(settings, ticket, None, now), now);
    }
    Ok(None)
}

/// Goes on with a session. Its ticket is made anew when it must say something new, and at half its idle time, so
/// that most responses set no cookie.
fn carry_on<U: UserMixin>(
    settings: &Settings,
    mut found: Found<U>,
    mut person: Arc<Person<U>>,
    claim: &Claim<'_, U::Id>,
    headers: &HeaderMap,
) -> Found<U> {
    let (now, seen) = (found.now, person.ticket.seen_or_ends);
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
        found.change().session = issue::session(settings, person);
    }
    found.person = Some(person);
    found
}

/// Starts a session from a remember ticket. It is the same log-in, so it ends with it, and it is never fresh.
fn restore<U: UserMixin>(
    settings: &Settings,
    mut found: Found<U>,
    mut person: Arc<Person<U>>,
    claim: &Claim<'_, U::Id>,
    headers: &HeaderMap,
) -> Found<U> {
    Event::Restored { user: person.user.get_id() }.emit();
    let (now, ends) = (found.now, person.ticket.seen_or_ends);
    let started = Arc::make_mut(&mut person);
    issue::refresh_digests(settings, started, issue::fingerprint(settings, headers));
    if claim.is_key_retired {
        found.change().remember = issue::remember(settings, started, ends, now);
    }
    started.ticket.is_remembered = true;
    // After a log-out everywhere within this second, log-ins are issued in the next one.
    started.ticket.issued_at = now.max(started.ticket.issued_at);
    started.ticket.authenticated_at = None;
    started.ticket.seen_or_ends = now;
    found.change().session = issue::session(settings, started);
    found.person = Some(person);
    found
}
