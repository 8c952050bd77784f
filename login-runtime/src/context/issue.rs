//! Making tickets: always with the active key, so every re-issue is also a key rotation.

use std::hash::Hasher;
use std::ops::Deref;
use std::time::Duration;

use axum::http::HeaderValue;

use super::LoginError;
use super::ending::user_key;
use super::state::CookieChange;
use crate::clock::Timestamp;
use crate::crypto::{KeySet, Purpose};
use crate::events::Event;
use crate::manager::Settings;
use crate::session::RequestHead;
use crate::ticket::{FlashTicket, Lifespan, LoginId, LoginTicket, NextTicket, Sealed};
use crate::user::{UserId, UserMixin};

/// The digest of everything that ends a user's sessions when it changes.
pub(super) fn stamp<U: UserMixin>(keys: &KeySet, user: &U) -> u64 {
    let mut hasher = keys.stamp_hasher();
    user.session_stamp(&mut hasher);
    hasher.finish()
}

/// The ticket of a new log-in, neither fresh nor remembered.
pub(super) fn begin<U: UserMixin>(
    settings: &Settings,
    user: &U,
    fingerprint: u32,
    now: Timestamp,
) -> Result<LoginTicket<U::Id>, LoginError> {
    let user_key = user_key(settings, user.get_id())?;
    let issued_at = settings.ended.issue(user_key, now).ok_or(LoginError::EndedTooOften)?;
    Ok(LoginTicket {
        login: random_login()?,
        is_remembered: false,
        issued_at,
        authenticated_at: None,
        seen_or_ends: now,
        stamp: stamp(settings.sealer.active(), user),
        fingerprint,
        user_id: user.get_id().clone(),
    })
}

pub(super) fn random_login() -> Result<LoginId, LoginError> {
    LoginId::random().map_err(|_| {
        Event::LoginFailed { error: &LoginError::NoRandomness }.emit();
        LoginError::NoRandomness
    })
}

/// The fingerprint of this client under the active key.
pub(super) fn fingerprint(settings: &Settings, request: &RequestHead<'_>) -> u32 {
    settings.fingerprint.of(settings.sealer.active(), request)
}

/// The session cookie of a log-in: gone when the browser closes.
pub(super) fn session<I: UserId>(settings: &Settings, ticket: &LoginTicket<I>) -> CookieChange {
    sealed(settings, Purpose::Session, ticket.encode(), |name, value| {
        settings.cookie_writer.until_closed(name, value)
    })
}

/// The remember cookie that goes with a log-in's session and lives for `span`.
pub(super) fn remember<I: UserId>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    span: Lifespan,
    now: Timestamp,
) -> CookieChange {
    lasting(settings, Purpose::Remember, ticket.remembering(span).encode(), span.ends.since(now), now)
}

/// The flash cookie: one message for the next page.
pub(super) fn flash(settings: &Settings, flash: &FlashTicket) -> CookieChange {
    lasting(settings, Purpose::Flash, flash.encode(), FlashTicket::LIFETIME, flash.issued_at)
}

/// The cookie that says where a person wanted to go.
pub(super) fn next(settings: &Settings, next: &NextTicket) -> CookieChange {
    lasting(settings, Purpose::Next, Some(next.encode()), NextTicket::LIFETIME, next.issued_at)
}

fn lasting(
    settings: &Settings,
    purpose: Purpose,
    body: Option<impl Deref<Target = [u8]>>,
    lifetime: Duration,
    from: Timestamp,
) -> CookieChange {
    let ends = from.after(lifetime).as_unix_seconds();
    sealed(settings, purpose, body, |name, value| settings.cookie_writer.lasting(name, value, lifetime, ends))
}

fn sealed(
    settings: &Settings,
    purpose: Purpose,
    body: Option<impl Deref<Target = [u8]>>,
    write: impl FnOnce(&str, &Sealed<'_>) -> HeaderValue,
) -> CookieChange {
    // An id that fits no ticket was refused at the log-in, so there is a body.
    body.map_or(CookieChange::Keep, |body| {
        let value = settings.sealer.seal(purpose, &body);
        CookieChange::Set(write(settings.cookie_name(purpose), &value))
    })
}

/// Brings a ticket up to the active key: its digests are keyed too.
pub(super) fn refresh_digests<U: UserMixin>(
    settings: &Settings,
    user: &U,
    ticket: &mut LoginTicket<U::Id>,
    fingerprint: u32,
) {
    ticket.stamp = stamp(settings.sealer.active(), user);
    ticket.fingerprint = fingerprint;
}
