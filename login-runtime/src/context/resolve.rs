//! Who is behind a request: ticket, client, user, activity, stamp; and where the session fails, the remember ticket.

use std::sync::Arc;

use axum::http::request::Parts;

use super::Bound;
use super::claim::{Claim, Cookies, Ended};
use super::issue;
use super::state::{CookieChange, Person, State};
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::SessionProtection;
use crate::ticket::LoginTicket;
use crate::user::{LoaderFailure, UserMixin};

/// Finds out who is behind the request; in doubt it is a guest, whose unusable cookies are deleted.
pub(super) async fn resolve<U: UserMixin>(bound: &Bound<U>, parts: &mut Parts) -> Result<State<U>, LoaderFailure> {
    let settings = &*bound.settings;
    let cookies = Cookies::of(settings, &parts.headers);
    let mut state = State::guest(cookies);
    if !cookies.session && !cookies.remember {
        return Ok(state);
    }
    let now = settings.now();
    state.change.session = CookieChange::Delete;
    state.change.remember = CookieChange::Delete;

    if let Some(claim) = Claim::of_session(settings, &parts.headers, now) {
        if is_refused_client(settings, &claim) {
            return Ok(state);
        }
        let (keys_are_old, is_same_client) = (claim.is_key_retired, claim.is_same_client);
        if let Some(mut person) = load(bound, claim, &settings.cookies.session, parts).await? {
            let is_demoted = !is_same_client && settings.protection == SessionProtection::Basic;
            if is_demoted {
                person.ticket.authenticated_at = None;
            }
            let is_half_idle = now.since(person.ticket.seen_or_ends) >= settings.idle / 2;
            state.change.remember = CookieChange::Keep;
            state.change.session = if is_demoted || is_half_idle || keys_are_old {
                person.ticket.seen_or_ends = now;
                let fingerprint = issue::fingerprint(settings, &parts.headers);
                issue::refresh_digests(settings, &mut person, fingerprint);
                issue::session(settings, &person)
            } else {
                CookieChange::Keep
            };
            state.person = Some(person);
            return Ok(state);
        }
    }

    if let Some(claim) = Claim::of_remember(settings, &parts.headers, now) {
        if is_refused_client(settings, &claim) {
            return Ok(state);
        }
        let keys_are_old = claim.is_key_retired;
        if let Some(person) = load(bound, claim, &settings.cookies.remember, parts).await? {
            restore(settings, &mut state, person, parts, keys_are_old, now);
        }
    }
    Ok(state)
}

/// Tells of a ticket in another client's hands, and says whether that makes it worthless.
fn is_refused_client<I: crate::user::UserId>(settings: &Settings, claim: &Claim<'_, I>) -> bool {
    if claim.is_same_client || settings.protection == SessionProtection::None {
        return false;
    }
    Event::SessionProtected { user: &claim.ticket.user_id, mode: &settings.protection }.emit();
    settings.protection == SessionProtection::Strong
}

/// Loads the user of a claim; `None` when there is no such user any more, or not on these terms.
async fn load<U: UserMixin>(
    bound: &Bound<U>,
    claim: Claim<'_, U::Id>,
    cookie: &str,
    parts: &mut Parts,
) -> Result<Option<Person<U>>, LoaderFailure> {
    let Claim { ticket, keys, .. } = claim;
    let reason = match bound.load(ticket.user_id.clone(), parts).await? {
        None => Ended::NoSuchUser,
        // A loader that answers with somebody else must not log somebody else in.
        Some(user) if *user.get_id() != ticket.user_id => Ended::NoSuchUser,
        Some(user) if !user.is_active() => Ended::Inactive,
        Some(user) if issue::stamp(keys, &user) != ticket.stamp => Ended::StampChanged,
        Some(user) => return Ok(Some(Person { user: Arc::new(user), ticket })),
    };
    Event::LoginEnded { cookie, reason: &reason }.emit();
    Ok(None)
}

/// Starts a session from a remember ticket. It is the same log-in, so it ends with it, and it is never fresh.
fn restore<U: UserMixin>(
    settings: &Settings,
    state: &mut State<U>,
    mut person: Person<U>,
    parts: &Parts,
    keys_are_old: bool,
    now: Timestamp,
) {
    let ends = person.ticket.seen_or_ends;
    Event::Restored { user: person.user.get_id() }.emit();
    let fingerprint = issue::fingerprint(settings, &parts.headers);
    issue::refresh_digests(settings, &mut person, fingerprint);
    state.change.remember =
        if keys_are_old { issue::remember(settings, &person, ends, now) } else { CookieChange::Keep };
    person.ticket = LoginTicket {
        is_remembered: true,
        issued_at: now,
        authenticated_at: None,
        seen_or_ends: now,
        ..person.ticket
    };
    state.change.session = issue::session(settings, &person);
    state.person = Some(person);
}
