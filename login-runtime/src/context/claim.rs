//! What a request claims: one of its tickets, proved ours, in time, and not ended early.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::Ordering;

use super::LoginOptions;
use super::state::Carried;
use crate::clock::Timestamp;
use crate::cookie::{Found, find};
use crate::crypto::Purpose;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::RequestHead;
use crate::ticket::{LoginTicket, MadeWith, Sealer};
use crate::user::{IdBuffer, UserId};

/// A ticket that is ours. Whether its user still exists and still has the same stamp is not known yet.
pub(super) struct Claim<I> {
    pub(super) ticket: LoginTicket<I>,
    pub(super) origin: Origin,
}

/// Where a ticket comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) made_with: MadeWith,
    pub(super) is_same_client: bool,
}

impl Origin {
    pub(super) fn is_key_retired(self) -> bool {
        self.made_with != MadeWith::Active
    }
}

/// Why there is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worthless {
    /// There is no such cookie.
    Absent,
    /// It was ours, and no longer holds. It is not deleted: a request that was under way when the person logged in
    /// anew would delete the new cookie with its late answer.
    Ended,
    /// Nothing we made for this cookie.
    Junk,
}

/// Why a good ticket no longer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Idle,
    Expired,
    LoggedOut,
    NotInLedger,
    ClockSkew,
    NoSuchUser,
    Inactive,
    StampChanged,
}

/// Our two login cookies as a request carries them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cookies<'h> {
    pub(super) session: Found<'h>,
    pub(super) remember: Found<'h>,
    request: &'h RequestHead<'h>,
    /// What is wrong with them was told already.
    is_told: bool,
}

impl<'h> Cookies<'h> {
    pub(super) fn of(settings: &Settings, request: &'h RequestHead<'h>) -> Self {
        let names = [&settings.cookies.session[..], &settings.cookies.remember];
        let [session, remember] = find(request.cookie_lines(), names);
        Self { session, remember, request, is_told: false }
    }

    /// Which of them there are.
    pub(super) fn carried(&self, settings: &Settings) -> Carried {
        let values = if settings.has_layer.load(Ordering::Relaxed) { digest(self.request) } else { 0 };
        Carried { session: self.session.is_present(), remember: self.remember.is_present(), values }
    }

    /// Drops both where the request is not to be known by them.
    pub(super) fn heed_options(&mut self) {
        if LoginOptions::of(self.request).ignores_cookies() {
            (self.session, self.remember) = (Found::Nothing, Found::Nothing);
        }
    }

    /// The cookies of a request that was resolved already: what is wrong with them was told then.
    pub(super) fn again(settings: &Settings, request: &'h RequestHead<'h>) -> Self {
        Self { is_told: true, ..Self::of(settings, request) }
    }

    fn tell(&self, event: Event<'_>) {
        if !self.is_told {
            event.emit();
        }
    }
}

/// A digest of the cookies that say who is there. Nobody gains by two that are alike: both are of one request.
fn digest(request: &RequestHead<'_>) -> u64 {
    let mut digest = DefaultHasher::new();
    if LoginOptions::of(request).ignores_cookies() {
        return digest.finish();
    }
    for line in request.cookie_lines() {
        line.hash(&mut digest);
    }
    digest.finish()
}

impl<I: UserId> Claim<I> {
    /// The claim of the session cookie.
    pub(super) fn of_session(
        settings: &Settings,
        cookies: &Cookies<'_>,
        now: Timestamp,
    ) -> Result<Self, Worthless> {
        Self::read(settings, cookies, Purpose::Session, now, |ticket| {
            not_ended(settings, ticket, now)?;
            if now.since(ticket.seen_or_ends) >= settings.idle {
                Err(Ended::Idle)
            } else if now.since(ticket.issued_at) >= settings.absolute {
                Err(Ended::Expired)
            } else {
                Ok(())
            }
        })
    }

    /// The claim of the remember cookie.
    pub(super) fn of_remember(
        settings: &Settings,
        cookies: &Cookies<'_>,
        now: Timestamp,
    ) -> Result<Self, Worthless> {
        Self::read(settings, cookies, Purpose::Remember, now, |ticket| {
            not_ended(settings, ticket, now)?;
            if now >= ticket.seen_or_ends { Err(Ended::Expired) } else { Ok(()) }
        })
    }

    /// The claim of a cookie even where it no longer says who is there, for what came of it: it may be too old while copies of it
    /// were renewed, or have ended while its log-in goes on under another id.
    pub(super) fn of_any(
        settings: &Settings,
        cookies: &Cookies<'_>,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Self, Worthless> {
        Self::read(settings, cookies, purpose, now, |ticket| in_step(ticket, now))
    }

    fn read(
        settings: &Settings,
        cookies: &Cookies<'_>,
        purpose: Purpose,
        now: Timestamp,
        holds: impl FnOnce(&LoginTicket<I>) -> Result<(), Ended>,
    ) -> Result<Self, Worthless> {
        let junk = |reason: &dyn Debug| {
            cookies.tell(Event::TicketRefused { cookie: settings.cookie_name(purpose), reason });
            Worthless::Junk
        };
        let found = if purpose == Purpose::Remember { cookies.remember } else { cookies.session };
        let value = match found {
            Found::Nothing => return Err(Worthless::Absent),
            Found::Ambiguous => return Err(junk(&"sent twice")),
            Found::One(value) => value,
        };
        let mut raw = [0; Sealer::MAX_LOGIN];
        let opened = match settings.sealer.open(purpose, value, &mut raw) {
            Ok(opened) => opened,
            Err(reason) => return Err(junk(&reason)),
        };
        let Some(mut ticket) = LoginTicket::decode(opened.body) else {
            return Err(junk(&"made for another type of user id"));
        };
        if let Err(reason) = holds(&ticket) {
            cookies.tell(Event::LoginEnded { reason: &reason });
            return Err(Worthless::Ended);
        }
        // Proved in the future is not proved: the clock was set back.
        ticket.authenticated_at = ticket.authenticated_at.filter(|at| !at.is_ahead_of(now));
        let keys = settings.sealer.keys(opened.made_with);
        let is_same_client = ticket.fingerprint == settings.fingerprint.of(keys, cookies.request);
        Ok(Self { ticket, origin: Origin { made_with: opened.made_with, is_same_client } })
    }
}

/// At the end of time nothing grows older, so nothing would ever expire.
fn in_step<I>(ticket: &LoginTicket<I>, now: Timestamp) -> Result<(), Ended> {
    let is_in_step = now != Timestamp::MAX && !ticket.issued_at.is_ahead_of(now);
    if is_in_step { Ok(()) } else { Err(Ended::ClockSkew) }
}

fn not_ended<I: UserId>(settings: &Settings, ticket: &LoginTicket<I>, now: Timestamp) -> Result<(), Ended> {
    in_step(ticket, now)?;
    if has_ended(settings, ticket, now) { Err(Ended::LoggedOut) } else { Ok(()) }
}

/// Says whether a log-in ended before its time.
pub(super) fn has_ended<I: UserId>(settings: &Settings, ticket: &LoginTicket<I>, now: Timestamp) -> bool {
    settings.ended.contains(ticket.login, ticket.issued_at, || IdBuffer::of(&ticket.user_id), now)
}
