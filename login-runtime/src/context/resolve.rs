//! Who is behind a request: ticket, client, user, activity, stamp; and where the session fails, the remember ticket.

use axum::http::request::Parts;

use super::claim::{Claim, Cookies, Ended, Worthless};
use super::ending::{Superseded, end, last_expiry};
use super::recording::{begin, end_as_here, stands, stands_at_once};
use super::resume::{carry_on, restore};
use super::state::{Carried, Evidence, Failure, Found, Person, Unavailable};
use super::{Bound, LoginOptions, issue};
use crate::clock::Timestamp;
use crate::compat::FlaskLoginCookies;
use crate::events::{Event, LoginEvent};
use crate::manager::Settings;
use crate::session::{RequestHead, SessionProtection};
use crate::ticket::{Lifespan, LoginId};
use crate::user::{LoaderFailure, RequestSource, UserId, UserLoader, UserMixin};

/// What the cookies alone say.
pub(super) enum Look<U: UserMixin> {
    /// Everything, or that the loader failed: a guest or junk costs neither a query nor an allocation, and some loaders
    /// need not be waited for.
    Known(Result<Found<U>, Unavailable>),
    /// A user has to be loaded.
    Search(Search<U::Id>),
}

/// What there is to begin a search with.
pub(super) struct Search<I> {
    carried: Carried,
    now: Timestamp,
    session: Session<I>,
}

/// What is known of the session.
enum Session<I> {
    /// Whose it claims to be; by its own client, unless the request is asked first. The ledger may have been asked already.
    Claimed { claim: Claim<I>, is_recorded: bool },
    /// There is none.
    Fallen(Fallen),
}

/// Finds out who is behind the request, as far as that can be told at once; in doubt a guest.
pub(super) fn look<U: UserMixin>(bound: &Bound<U>, request: &RequestHead<'_>) -> Look<U> {
    let settings = bound.settings();
    let mut cookies = Cookies::of(settings, request);
    let carried = cookies.carried(settings);
    cookies.heed_options();
    let has_other_sources = bound.requests().are_asked || bound.flask_login().is_some();
    let may_be_remembered = cookies.remember.is_present();
    if !cookies.session.is_present() && !may_be_remembered && !has_other_sources {
        return Look::Known(Ok(Found::guest(carried, Timestamp::MAX)));
    }
    let now = settings.now();
    let session = match Claim::of_session(settings, &cookies, now) {
        // Whose session it is may not matter, once the request was asked.
        Ok(claim) if bound.requests().come_first => Session::Claimed { claim, is_recorded: false },
        Ok(claim) if is_refused_client(bound, &claim, request) => Session::Fallen(Fallen::Refused),
        Ok(claim) => match stands_at_once(settings, &claim.ticket, now) {
            None => Session::Claimed { claim, is_recorded: false },
            Some(Err(failure)) => return Look::Known(Err(Unavailable::because(failure))),
            Some(Ok(false)) => Session::Fallen(unrecorded(&claim)),
            Some(Ok(true)) => match bound.load_at_once(&claim.ticket.user_id) {
                None => Session::Claimed { claim, is_recorded: true },
                Some(Err(failure)) => return Look::Known(Err(Unavailable::because(failure))),
                Some(Ok(loaded)) => {
                    if accept(settings, &claim, loaded.as_ref(), now)
                        && let Some(user) = loaded
                    {
                        return Look::Known(Ok(go_on(settings, claim, user, (carried, now), request)));
                    }
                    Session::Fallen(Fallen::Ended(Some(claim.ticket.login)))
                }
            },
        },
        Err(worthless) if !may_be_remembered && !has_other_sources => {
            let junk = Carried { session: worthless == Worthless::Junk, ..Carried::default() };
            return Look::Known(Ok(Found::cleared(carried, junk, now)));
        }
        Err(Worthless::Junk) => Session::Fallen(Fallen::Junk),
        Err(Worthless::Absent | Worthless::Ended) => Session::Fallen(Fallen::Ended(None)),
    };
    Look::Search(Search { carried, now, session })
}

/// Asks for the user of the session; where that leads to nobody, the other sources in their order.
pub(super) async fn ask<U, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    search: Search<U::Id>,
    parts: &mut Parts,
) -> Result<Found<U>, Failure>
where
    U: UserLoader<S, Requests: RequestSource<U, S>>,
{
    let Search { carried, now, session } = search;
    if U::Requests::BEFORE_SESSION
        && let Some(person) = Box::pin(ask_request(bound, state, parts)).await?
    {
        return Ok(Found { person: Some(person), ..Found::guest(carried, now) });
    }
    let fallen = match session {
        Session::Claimed { claim, .. }
            if bound.requests().come_first && is_refused_client(bound, &claim, &RequestHead::of(parts)) =>
        {
            Fallen::Refused
        }
        Session::Claimed { claim, is_recorded }
            if !is_recorded && !stands(bound.settings(), &claim.ticket, now).await? =>
        {
            unrecorded(&claim)
        }
        Session::Claimed { claim, .. } => {
            let loaded = U::load(claim.ticket.user_id.clone(), parts, state).await?;
            if accept(bound.settings(), &claim, loaded.as_ref(), now)
                && let Some(user) = loaded
            {
                let head = &RequestHead::of(parts);
                return Ok(go_on(bound.settings(), claim, user, (carried, now), head));
            }
            end_as_here(bound.settings(), &claim.ticket, now).await?;
            Fallen::Ended(Some(claim.ticket.login))
        }
        Session::Fallen(fallen) => fallen,
    };
    // Boxed, as it is the rare way: the future of every request would have to hold it.
    Box::pin(fall_back(bound, state, parts, (carried, now), fallen)).await
}

/// Goes on with a session whose user was accepted.
#[expect(
    clippy::inline_always,
    reason = "who was found is put where the caller wants it, and not copied there"
)]
#[inline(always)]
fn go_on<U: UserMixin>(
    settings: &Settings,
    mut claim: Claim<U::Id>,
    user: U,
    (carried, now): (Carried, Timestamp),
    request: &RequestHead<'_>,
) -> Found<U> {
    let change = carry_on(settings, &user, &mut claim.ticket, claim.origin, now, request);
    Found { person: Some(Person::with_ticket(user, claim.ticket)), carried, now, change }
}

/// Notes that a log-in does not stand in the ledger: it ended there, or never was in it.
fn unrecorded<I: UserId>(claim: &Claim<I>) -> Fallen {
    Event::LoginEnded { reason: &Ended::NotInLedger }.emit();
    Fallen::Ended(Some(claim.ticket.login))
}

/// Why there is no session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fallen {
    /// It is in another client's hands, and so is the remember ticket.
    Refused,
    Junk,
    /// There was none, or it no longer holds: its log-in, if it was good until its user was asked about.
    Ended(Option<LoginId>),
}

async fn fall_back<U, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    parts: &mut Parts,
    (carried, now): (Carried, Timestamp),
    session: Fallen,
) -> Result<Found<U>, Failure>
where
    U: UserLoader<S, Requests: RequestSource<U, S>>,
{
    let mut found = match session {
        Fallen::Refused => Found::cleared(carried, carried, now),
        session => ask_remembered(bound, state, parts, (carried, now), session).await?,
    };
    if found.person.is_none()
        && let Some(taken) = bound.flask_login()
    {
        found = take_over(bound, taken, state, parts, found).await?;
    }
    if found.person.is_none() && !U::Requests::BEFORE_SESSION {
        found.person = ask_request(bound, state, parts).await?;
    }
    Ok(found)
}

/// Asks for the user of the remember ticket, unless it is of the log-in that was found ended.
async fn ask_remembered<U: UserLoader<S>, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    parts: &mut Parts,
    (carried, now): (Carried, Timestamp),
    session: Fallen,
) -> Result<Found<U>, Failure> {
    let settings = bound.settings();
    let mut junk = Carried { session: session == Fallen::Junk, ..Carried::default() };
    // The loader had the request's parts to itself, so the cookies are read anew.
    let request = RequestHead::of(parts);
    let mut cookies = Cookies::of(settings, &request);
    cookies.heed_options();
    match Claim::<U::Id>::of_remember(settings, &cookies, now) {
        // The same log-in, whose user was asked about a moment ago.
        Ok(claim) if session == Fallen::Ended(Some(claim.ticket.login)) => {}
        Ok(claim) if is_refused_client(bound, &claim, &RequestHead::of(parts)) => {
            return Ok(Found::cleared(carried, carried, now));
        }
        Ok(claim) if !stands(settings, &claim.ticket, now).await? => {
            unrecorded(&claim);
        }
        Ok(mut claim) => {
            let loaded = U::load(claim.ticket.user_id.clone(), parts, state).await?;
            if accept(settings, &claim, loaded.as_ref(), now)
                && let Some(user) = loaded
            {
                let Claim { ticket, origin } = &mut claim;
                let client = || bound.client(&RequestHead::of(parts));
                bound.tell(LoginEvent::LoadedFromCookie { user: &user }, client);
                let change = Some(restore(settings, &user, ticket, *origin, now, &RequestHead::of(parts)));
                let person = Person::with_ticket(user, claim.ticket);
                return Ok(Found { person: Some(person), carried, now, change });
            }
            end_as_here(settings, &claim.ticket, now).await?;
        }
        Err(worthless) => junk.remember = worthless == Worthless::Junk,
    }
    Ok(Found::cleared(carried, junk, now))
}

/// Takes the remember cookie of another library for a log-in, and puts ours in its place.
async fn take_over<U: UserLoader<S>, S: Sync>(
    bound: &Bound<U>,
    cookies: &FlaskLoginCookies<U>,
    state: &S,
    parts: &mut Parts,
    mut found: Found<U>,
) -> Result<Found<U>, Failure> {
    if LoginOptions::of(&RequestHead::of(parts)).ignores_cookies() {
        return Ok(found);
    }
    let Some(id) = cookies.read(&parts.headers, found.now) else { return Ok(found) };
    let Some(user) = U::load(id.clone(), parts, state).await? else { return Ok(found) };
    if *user.get_id() != id || !user.is_active() {
        return Ok(found);
    }
    let (settings, now) = (bound.settings(), found.now);
    let fingerprint = issue::fingerprint(settings, &RequestHead::of(parts));
    if let Ok(mut ticket) = issue::begin(settings, &user, fingerprint, now) {
        ticket.is_remembered = true;
        let span = Lifespan::from(now, settings.remember_for);
        // At once, as the answer may be a refusal, which changes nothing else of it: the cookie of the other library starts a log-in
        // anew should this one get lost.
        begin(settings, &ticket, Some(span.ends), &bound.client(&RequestHead::of(parts))).await?;
        bound.tell(LoginEvent::LoadedFromCookie { user: &user }, || bound.client(&RequestHead::of(parts)));
        let change = found.change();
        change.session = issue::session(settings, &ticket);
        change.remember = issue::remember(settings, &ticket, span, now);
        change.taken_over = cookies.deletion(&settings.cookies);
        found.person = Some(Person::with_ticket(user, ticket));
    }
    Ok(found)
}

/// Asks the request itself who is there. That starts no log-in and sets no cookie.
async fn ask_request<U, S: Sync>(
    bound: &Bound<U>,
    state: &S,
    parts: &mut Parts,
) -> Result<Option<Person<U>>, LoaderFailure>
where
    U: UserLoader<S, Requests: RequestSource<U, S>>,
{
    let Some(user) = U::Requests::load(parts, state).await? else { return Ok(None) };
    if !user.is_active() {
        Event::LoginEnded { reason: &Ended::Inactive }.emit();
        return Ok(None);
    }
    bound.tell(LoginEvent::LoadedFromRequest { user: &user }, || bound.client(&RequestHead::of(parts)));
    Ok(Some(Person { user, evidence: Evidence::Request { is_fresh: U::Requests::IS_FRESH } }))
}

/// Tells of a ticket in another client's hands, and says whether that makes it worthless.
fn is_refused_client<U: UserMixin>(
    bound: &Bound<U>,
    claim: &Claim<U::Id>,
    request: &RequestHead<'_>,
) -> bool {
    let mode = bound.settings().protection;
    if claim.origin.is_same_client || mode == SessionProtection::None {
        return false;
    }
    let user_id = &claim.ticket.user_id;
    Event::SessionProtected { user: user_id, mode: &mode }.emit();
    bound.notify(LoginEvent::SessionProtected { user_id }, || bound.client(request));
    mode == SessionProtection::Strong
}

/// Says whether the user who was loaded for a ticket is the one it is for, on these terms.
fn accept<U: UserMixin>(
    settings: &Settings,
    claim: &Claim<U::Id>,
    loaded: Option<&U>,
    now: Timestamp,
) -> bool {
    let Claim { ticket, origin } = claim;
    let reason = match loaded {
        None => Ended::NoSuchUser,
        // A loader that answers with somebody else must not log somebody else in.
        Some(user) if *user.get_id() != ticket.user_id => Ended::NoSuchUser,
        Some(user) if !user.is_active() => Ended::Inactive,
        Some(user) if issue::stamp(settings.sealer.keys(origin.made_with), user) != ticket.stamp => {
            Ended::StampChanged
        }
        Some(_) => return true,
    };
    Event::LoginEnded { reason: &reason }.emit();
    // Gone or switched off is for good: nobody is asked about this log-in again, and switching the user on again does
    // not bring it back. A changed stamp ends nothing yet, as `restamp` may be under way in another tab.
    if reason != Ended::StampChanged {
        end(settings, &Superseded::of(ticket, last_expiry(settings, ticket, None, now)), now);
    }
    false
}
