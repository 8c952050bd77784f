//! Who is behind a request: ticket, client, user, activity, stamp; and where the session fails, the remember ticket.

use axum::http::request::Parts;

use super::claim::{Claim, Cookies, Ended, Worthless, is_ahead};
use super::ending::{end, last_expiry};
use super::state::{Carried, Change, Found, Person};
use super::{Bound, LoginOptions, issue};
use crate::clock::Timestamp;
use crate::events::{Event, LoginEvent};
use crate::manager::Settings;
use crate::session::{RequestHead, SessionProtection};
use crate::ticket::{Lifespan, LoginId, LoginTicket};
use crate::user::{LoaderFailure, UserLoader, UserMixin};

/// What the cookies alone say.
pub(super) enum Look<U: UserMixin> {
    /// Everything: a guest or junk costs neither a query nor an allocation.
    Known(Found<U>),
    /// A user has to be loaded.
    Search(Search<U::Id>),
}

/// What there is to begin a search with.
pub(super) struct Search<I> {
    carried: Carried,
    now: Timestamp,
    session: Result<Claim<I>, Worthless>,
}

/// Finds out who is behind the request, as far as that can be told at once; in doubt a guest.
pub(super) fn look<U: UserMixin>(bound: &Bound<U>, request: RequestHead<'_>) -> Look<U> {
    let settings = bound.settings();
    let cookies = Cookies::of(settings, request);
    let carried = Carried { session: cookies.session.is_present(), remember: cookies.remember.is_present() };
    if !carried.session && !carried.remember {
        return Look::Known(Found::guest(carried, Timestamp::MAX));
    }
    let now = settings.now();
    match Claim::of_session(settings, cookies, now) {
        Err(worthless) if !carried.remember => {
            let junk = Carried { session: worthless == Worthless::Junk, remember: false };
            Look::Known(Found::cleared(carried, junk, now))
        }
        session => Look::Search(Search { carried, now, session }),
    }
}

/// Asks for the user of the session; where that leads to nobody, for the one of the remember ticket.
///
/// What it is about is borrowed: a future keeps what it is given beside what it makes of that.
pub(super) async fn ask<U: UserLoader<S>, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    search: &Search<U::Id>,
    parts: &mut Parts,
) -> Result<Found<U>, LoaderFailure> {
    let &Search { carried, now, .. } = search;
    let fallen = match &search.session {
        Ok(claim) if is_refused_client(bound, claim) => return Ok(Found::cleared(carried, carried, now)),
        Ok(claim) => {
            let loaded = U::load(claim.ticket.user_id.clone(), parts, state).await?;
            if let Some(user) = accept(bound.settings(), claim, loaded, now) {
                return Ok(carry_on(bound.settings(), user, claim, search, parts));
            }
            Fallen { login: Some(claim.ticket.login), is_junk: false }
        }
        Err(worthless) => Fallen { login: None, is_junk: *worthless == Worthless::Junk },
    };
    // Boxed, as it is the rare way: the future of every request would have to hold it.
    Box::pin(ask_remembered(bound, state, parts, (carried, now), fallen)).await
}

/// A session that did not hold.
struct Fallen {
    /// Its log-in, if it was good until its user was asked about.
    login: Option<LoginId>,
    is_junk: bool,
}

async fn ask_remembered<U: UserLoader<S>, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    parts: &mut Parts,
    (carried, now): (Carried, Timestamp),
    session: Fallen,
) -> Result<Found<U>, LoaderFailure> {
    let settings = bound.settings();
    let mut junk = Carried { session: session.is_junk, remember: false };
    // The loader had the request's parts to itself, so the cookies are read anew.
    let cookies = Cookies::of(settings, RequestHead::of(parts));
    match Claim::<U::Id>::of_remember(settings, cookies, now) {
        // The same log-in, whose user was asked about a moment ago.
        Ok(claim) if session.login == Some(claim.ticket.login) => {}
        Ok(claim) if is_refused_client(bound, &claim) => return Ok(Found::cleared(carried, carried, now)),
        Ok(claim) => {
            let loaded = U::load(claim.ticket.user_id.clone(), parts, state).await?;
            if let Some(user) = accept(settings, &claim, loaded, now) {
                bound.tell(LoginEvent::LoadedFromCookie { user: &user });
                return Ok(restore(settings, user, claim, carried, now, RequestHead::of(parts)));
            }
        }
        Err(worthless) => junk.remember = worthless == Worthless::Junk,
    }
    Ok(Found::cleared(carried, junk, now))
}

/// Tells of a ticket in another client's hands, and says whether that makes it worthless.
fn is_refused_client<U: UserMixin>(bound: &Bound<U>, claim: &Claim<U::Id>) -> bool {
    let mode = bound.settings().protection;
    if claim.origin.is_same_client || mode == SessionProtection::None {
        return false;
    }
    let user_id = &claim.ticket.user_id;
    Event::SessionProtected { user: user_id, mode: &mode }.emit();
    bound.notify(LoginEvent::SessionProtected { user_id });
    mode == SessionProtection::Strong
}

/// The user who was loaded for a claim; `None` when there is no such user any more, or not on these terms.
fn accept<U: UserMixin>(
    settings: &Settings,
    claim: &Claim<U::Id>,
    loaded: Option<U>,
    now: Timestamp,
) -> Option<U> {
    let ticket = &claim.ticket;
    let reason = match loaded {
        None => Ended::NoSuchUser,
        // A loader that answers with somebody else must not log somebody else in.
        Some(user) if *user.get_id() != ticket.user_id => Ended::NoSuchUser,
        Some(user) if !user.is_active() => Ended::Inactive,
        Some(user) if issue::stamp(settings.sealer.keys(claim.origin.made_with), &user) != ticket.stamp => {
            Ended::StampChanged
        }
        Some(user) => return Some(user),
    };
    Event::LoginEnded { reason: &reason }.emit();
    // Gone or switched off is for good: nobody is asked about this log-in again, and switching the user on again does
    // not bring it back. A changed stamp ends nothing yet, as `restamp` may be under way in another tab.
    if reason != Ended::StampChanged {
        end(settings, ticket.login, last_expiry(settings, ticket, None, now), now);
    }
    None
}

/// Goes on with a session. Its ticket is made anew when it must say something new, and at half its idle time, so
/// that most responses set no cookie.
fn carry_on<U: UserMixin>(
    settings: &Settings,
    user: U,
    claim: &Claim<U::Id>,
    search: &Search<U::Id>,
    parts: &Parts,
) -> Found<U> {
    let &Search { carried, now, .. } = search;
    let mut ticket = claim.ticket.clone();
    let request = RequestHead::of(parts);
    let seen = ticket.seen_or_ends;
    let is_demoted = !claim.origin.is_same_client && settings.protection == SessionProtection::Basic;
    // Seen in the future: the clock was set back, and the idle time must not grow by as much.
    let is_due = now.since(seen) >= settings.idle / 2 || is_ahead(seen, now);
    let mut change = None;
    if is_demoted || claim.origin.is_key_retired() || is_due && !LoginOptions::of(request).is_passive() {
        if is_demoted {
            ticket.authenticated_at = None;
        }
        ticket.seen_or_ends = now;
        issue::refresh_digests(settings, &user, &mut ticket, issue::fingerprint(settings, request));
        change = Some(Box::new(Change { session: issue::session(settings, &ticket), ..Change::default() }));
    }
    if settings.renews_remember && ticket.is_remembered {
        renew(settings, &user, &ticket, now, request, &mut change);
    }
    Found { person: Some(Person::with_ticket(user, ticket)), carried, now, change }
}

/// Makes the remember ticket of this log-in anew, for as long as it was made for; where there is a good one.
#[cold]
fn renew<U: UserMixin>(
    settings: &Settings,
    user: &U,
    session: &LoginTicket<U::Id>,
    now: Timestamp,
    request: RequestHead<'_>,
    change: &mut Option<Box<Change>>,
) {
    let cookies = Cookies::again(settings, request);
    let Ok(Claim { mut ticket, .. }) = Claim::<U::Id>::of_remember(settings, cookies, now) else { return };
    if ticket.login != session.login || LoginOptions::of(request).is_passive() {
        return;
    }
    let span = Lifespan::from(now, ticket.lifespan().length);
    issue::refresh_digests(settings, user, &mut ticket, issue::fingerprint(settings, request));
    change.get_or_insert_default().remember = issue::remember(settings, &ticket, span, now);
}

/// Starts a session from a remember ticket. It is the same log-in, so it ends with it, and it is never fresh.
fn restore<U: UserMixin>(
    settings: &Settings,
    user: U,
    claim: Claim<U::Id>,
    carried: Carried,
    now: Timestamp,
    request: RequestHead<'_>,
) -> Found<U> {
    let Claim { mut ticket, origin } = claim;
    let mut change = Box::<Change>::default();
    let span = ticket.lifespan();
    issue::refresh_digests(settings, &user, &mut ticket, issue::fingerprint(settings, request));
    if settings.renews_remember && !LoginOptions::of(request).is_passive() {
        change.remember = issue::remember(settings, &ticket, Lifespan::from(now, span.length), now);
    } else if origin.is_key_retired() {
        change.remember = issue::remember(settings, &ticket, span, now);
    }
    ticket.is_remembered = true;
    // After a log-out everywhere within this second, log-ins are issued in the next one.
    ticket.issued_at = now.max(ticket.issued_at);
    ticket.authenticated_at = None;
    ticket.seen_or_ends = now;
    change.session = issue::session(settings, &ticket);
    Found { person: Some(Person::with_ticket(user, ticket)), carried, now, change: Some(change) }
}
