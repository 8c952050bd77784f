//! Making tickets: always with the active key, so every re-issue is also a key rotation.

use std::hash::Hasher;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};

use super::state::{CookieChange, Person};
use crate::clock::Timestamp;
use crate::cookie;
use crate::crypto::{KeySet, Purpose};
use crate::manager::Settings;
use crate::session::protection;
use crate::ticket::{FlashTicket, LoginTicket};
use crate::user::UserMixin;

/// The digest of everything that ends a user's sessions when it changes.
pub(super) fn stamp<U: UserMixin>(keys: &KeySet, user: &U) -> u64 {
    let mut hasher = keys.stamp_hasher();
    user.session_stamp(&mut hasher);
    hasher.finish()
}

/// The fingerprint of this client under the active key.
pub(super) fn fingerprint(settings: &Settings, headers: &HeaderMap) -> u32 {
    protection::fingerprint(settings.sealer.active(), headers)
}

/// The session cookie of a person: gone when the browser closes.
pub(super) fn session<U: UserMixin>(settings: &Settings, person: &Person<U>) -> CookieChange {
    sealed(settings, Purpose::Session, person.ticket.encode(), cookie::until_closed)
}

/// The remember cookie that goes with a person's session and lives until `ends`.
pub(super) fn remember<U: UserMixin>(
    settings: &Settings,
    person: &Person<U>,
    ends: Timestamp,
    now: Timestamp,
) -> CookieChange {
    let ticket = LoginTicket { authenticated_at: None, seen_or_ends: ends, ..person.ticket.clone() };
    lasting(settings, Purpose::Remember, ticket.encode(), ends.since(now))
}

/// The flash cookie: one message for the next page.
pub(super) fn flash(settings: &Settings, flash: &FlashTicket) -> CookieChange {
    lasting(settings, Purpose::Flash, flash.encode(), FlashTicket::LIFETIME)
}

fn lasting(settings: &Settings, purpose: Purpose, body: Option<Vec<u8>>, lifetime: Duration) -> CookieChange {
    sealed(settings, purpose, body, |name, value, secure| cookie::lasting(name, value, secure, lifetime))
}

fn sealed(
    settings: &Settings,
    purpose: Purpose,
    body: Option<Vec<u8>>,
    write: impl FnOnce(&str, &str, bool) -> HeaderValue,
) -> CookieChange {
    // An id that fits no ticket was refused at the log-in, so there is a body.
    body.map_or(CookieChange::Keep, |body| {
        let value = settings.sealer.seal(purpose, &body);
        CookieChange::Set(write(settings.cookie_name(purpose), &value, settings.cookies.secure))
    })
}

/// Brings a ticket up to the active key: its digests are keyed too.
pub(super) fn refresh_digests<U: UserMixin>(settings: &Settings, person: &mut Person<U>, fingerprint: u32) {
    person.ticket.stamp = stamp(settings.sealer.active(), &person.user);
    person.ticket.fingerprint = fingerprint;
}
