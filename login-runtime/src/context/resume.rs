//! Going on with a log-in: which of its tickets are made anew.

use super::claim::{Claim, Cookies, Origin};
use super::state::Change;
use super::{LoginOptions, issue};
use crate::clock::Timestamp;
use crate::manager::Settings;
use crate::session::{RequestHead, SessionProtection};
use crate::ticket::{Lifespan, LoginTicket};
use crate::user::{UserId, UserMixin};

/// Goes on with a session. Its ticket is made anew when it must say something new, and at half its idle time, so
/// that most responses set no cookie.
pub(super) fn carry_on<U: UserMixin>(
    settings: &Settings,
    user: &U,
    ticket: &mut LoginTicket<U::Id>,
    origin: Origin,
    now: Timestamp,
    request: &RequestHead<'_>,
) -> Option<Box<Change>> {
    let seen = ticket.seen_or_ends;
    let is_demoted = !origin.is_same_client && settings.protection == SessionProtection::Basic;
    // Seen in the future: the clock was set back, and the idle time must not grow by as much.
    let is_due = now.since(seen) >= settings.idle / 2 || seen.is_ahead_of(now);
    let must_change = is_demoted || origin.is_key_retired();
    let mut change = None;
    if must_change || is_due && !LoginOptions::of(request).is_passive() {
        if is_demoted {
            ticket.authenticated_at = None;
        }
        // What must be said anew all the same is no sign of life.
        if !LoginOptions::of(request).is_passive() {
            ticket.seen_or_ends = now;
        }
        issue::refresh_digests(settings, user, ticket, issue::fingerprint(settings, request));
        change = Some(Box::new(Change { session: issue::session(settings, ticket), ..Change::default() }));
    }
    if settings.renews_remember && ticket.is_remembered {
        renew(settings, user, ticket, now, request, &mut change);
    }
    change
}

/// Makes the remember ticket of this log-in anew, for as long as it was made for; where there is a good one.
#[cold]
fn renew<U: UserMixin>(
    settings: &Settings,
    user: &U,
    session: &LoginTicket<U::Id>,
    now: Timestamp,
    request: &RequestHead<'_>,
    change: &mut Option<Box<Change>>,
) {
    let cookies = Cookies::again(settings, request);
    let Ok(Claim { mut ticket, .. }) = Claim::<U::Id>::of_remember(settings, &cookies, now) else { return };
    if ticket.login != session.login || LoginOptions::of(request).is_passive() {
        return;
    }
    let span = renewed(&ticket, now);
    issue::refresh_digests(settings, user, &mut ticket, issue::fingerprint(settings, request));
    let change = change.get_or_insert_default();
    change.remember = issue::remember(settings, &ticket, span, now);
    change.remembered_until = Some(span.ends);
}

/// The span of a remember ticket that is made anew: a copy of it must not live for ever, however often it is used.
fn renewed<I: UserId>(ticket: &LoginTicket<I>, now: Timestamp) -> Lifespan {
    ticket.lifespan().renewed(now, ticket.issued_at.after(Settings::MAX_REMEMBER))
}

/// Starts a session from a remember ticket, which becomes the session's. It is the same log-in, so it ends with it, and it
/// is never fresh.
pub(super) fn restore<U: UserMixin>(
    settings: &Settings,
    user: &U,
    ticket: &mut LoginTicket<U::Id>,
    origin: Origin,
    now: Timestamp,
    request: &RequestHead<'_>,
) -> Box<Change> {
    let mut change = Box::<Change>::default();
    let span = ticket.lifespan();
    issue::refresh_digests(settings, user, ticket, issue::fingerprint(settings, request));
    if settings.renews_remember && !LoginOptions::of(request).is_passive() {
        let span = renewed(ticket, now);
        change.remember = issue::remember(settings, ticket, span, now);
        change.remembered_until = Some(span.ends);
    } else if origin.is_key_retired() {
        change.remember = issue::remember(settings, ticket, span, now);
    }
    ticket.is_remembered = true;
    // After a log-out everywhere within this second, log-ins are issued in the next one.
    ticket.issued_at = now.max(ticket.issued_at);
    ticket.authenticated_at = None;
    ticket.seen_or_ends = now;
    change.session = issue::session(settings, ticket);
    change
}
