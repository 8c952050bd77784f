//! What a guarded request of ours has to do, written by hand in one place for this one app: two cookie names, a ticket with a
//! version, a key's id and times, the list of ended log-ins, the user's stamp, the client's fingerprint, and the headers that
//! keep the answer out of caches. What is left out is what makes a library of it: rules, events, other loaders, a context that
//! code deep inside a handler can ask, and any choice.

use std::collections::HashSet;
use std::hash::Hasher as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{FromRef, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::Simd;
use base64::engine::general_purpose::NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use login_runtime::{Clock as _, SystemClock};
use memchr::memchr;
use sha2::Sha256;
use siphasher::sip::SipHasher13;

use crate::users::{User, Users};

const SESSION: &[u8] = b"__Host-session";
const REMEMBER: &[u8] = b"__Host-remember";
const VERSION: u8 = 1;
const KEY_ID: [u8; 2] = [7, 7];
const PURPOSE: u8 = 1;
const SIGNED: usize = 54;
const TICKET: usize = SIGNED + 32;
/// At half of it a ticket is made anew, which is left out.
const IDLE: u32 = 2 * 60 * 60;
const ABSOLUTE: u32 = 12 * 60 * 60;
const SKEW: u32 = 120;

#[derive(Clone, FromRef)]
struct App {
    users: Users,
    shared: Arc<Shared>,
}

struct Shared {
    mac: Hmac<Sha256>,
    stamp: SipHasher13,
    fingerprint: SipHasher13,
    text: Simd,
    any_ended: AtomicBool,
    /// For good: forgetting them in time is left out.
    ended: RwLock<HashSet<[u8; 16]>>,
}

pub(crate) fn app(users: Users) -> crate::Result<Router> {
    let shared = Arc::new(Shared {
        mac: Hmac::new_from_slice(b"a key of thirty-two octets, here")?,
        stamp: SipHasher13::new_with_keys(1, 2),
        fingerprint: SipHasher13::new_with_keys(3, 4),
        text: Simd::url_safe(NO_PAD),
        any_ended: AtomicBool::new(false),
        ended: RwLock::default(),
    });
    Ok(Router::new()
        .route("/public", get(public))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
        .with_state(App { users, shared }))
}

async fn public() -> &'static str {
    "ok"
}

type Private = [(HeaderName, HeaderValue); 2];

fn private() -> Private {
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("Cookie")),
    ]
}

async fn me(known: Known) -> (Private, String) {
    (private(), known.user.name.to_string())
}

async fn log_in(State(app): State<App>) -> Result<[(HeaderName, HeaderValue); 1], StatusCode> {
    const FAILED: StatusCode = StatusCode::INTERNAL_SERVER_ERROR;
    let user = app.users.who_logs_in();
    let now = now();
    let mut ticket = Vec::with_capacity(TICKET);
    ticket.extend_from_slice(&[VERSION, KEY_ID[0], KEY_ID[1], PURPOSE, 0]);
    let mut login = [0; 16];
    getrandom::fill(&mut login).map_err(|_| FAILED)?;
    ticket.extend_from_slice(&login);
    for _ in 0..3 {
        ticket.extend_from_slice(&now.to_be_bytes());
    }
    ticket.extend_from_slice(&app.shared.stamp(&user).to_be_bytes());
    ticket.extend_from_slice(&app.shared.fingerprint(None).to_be_bytes());
    ticket.push(0);
    ticket.extend_from_slice(&user.id.to_be_bytes());
    let tag = app.shared.mac.clone().chain_update(&ticket).finalize().into_bytes();
    ticket.extend_from_slice(&tag);
    let text = app.shared.text.encode(&ticket);
    let cookie = format!("__Host-session={text}; HttpOnly; SameSite=Lax; Secure; Path=/");
    Ok([(header::SET_COOKIE, HeaderValue::try_from(cookie).map_err(|_| FAILED)?)])
}

async fn log_out(
    State(shared): State<Arc<Shared>>,
    known: Known,
) -> (Private, [(HeaderName, HeaderValue); 1]) {
    shared.ended.write().unwrap_or_else(PoisonError::into_inner).insert(known.login);
    shared.any_ended.store(true, Ordering::SeqCst);
    let deletion = HeaderValue::from_static("__Host-session=; Max-Age=0; Path=/; Secure");
    (private(), [(header::SET_COOKIE, deletion)])
}

fn now() -> u32 {
    u32::try_from(SystemClock.now().as_unix_seconds()).unwrap_or(u32::MAX)
}

struct Known {
    user: User,
    login: [u8; 16],
}

impl FromRequestParts<App> for Known {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        app.shared.known(parts, &app.users).ok_or_else(|| {
            (StatusCode::UNAUTHORIZED, private(), "{\"title\":\"Unauthorized\",\"status\":401}")
                .into_response()
        })
    }
}

impl Shared {
    fn stamp(&self, user: &User) -> u64 {
        let mut digest = self.stamp;
        digest.write(user.password_hash.as_bytes());
        digest.finish()
    }

    fn fingerprint(&self, agent: Option<&HeaderValue>) -> u32 {
        let mut digest = self.fingerprint;
        digest.write(agent.map_or(b"", |agent| agent.as_bytes()));
        let [a, b, c, d, ..] = digest.finish().to_be_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    fn known(&self, parts: &Parts, users: &Users) -> Option<Known> {
        let (mut session, mut remember, mut agent) = (None, None, None);
        for (name, value) in &parts.headers {
            if name == header::COOKIE {
                find(value.as_bytes(), &mut session, &mut remember);
            } else if name == header::USER_AGENT {
                agent = Some(value);
            }
        }
        // Nothing needs it as long as the session holds, but whether there is one is known from the same pass.
        std::hint::black_box(remember);
        let mut ticket = [0; 208];
        let text = session?;
        let length = self.text.decode_slice(text, &mut ticket).ok()?;
        let (signed, tag) = ticket.get(..length)?.split_last_chunk::<32>()?;
        let (&[version, a, b, purpose], body) = signed.split_first_chunk()?;
        if version != VERSION || [a, b] != KEY_ID || purpose != PURPOSE {
            return None;
        }
        let mut mac = self.mac.clone();
        mac.update(signed);
        mac.verify(tag.into()).ok()?;
        let (&[flags], body) = body.split_first_chunk()?;
        let (login, body) = body.split_first_chunk::<16>()?;
        let (issued, body) = body.split_first_chunk()?;
        let (proved, body) = body.split_first_chunk()?;
        let (seen, body) = body.split_first_chunk()?;
        let (stamp, body) = body.split_first_chunk()?;
        let (fingerprint, body) = body.split_first_chunk()?;
        let (&[0], id) = body.split_first_chunk()? else { return None };
        let [issued, proved, seen] = [issued, proved, seen].map(|time| u32::from_be_bytes(*time));
        let now = now();
        if flags > 1
            || now.saturating_sub(issued) >= ABSOLUTE
            || issued.max(proved).max(seen) > now.saturating_add(SKEW)
            || now.saturating_sub(seen) >= IDLE / 2
        {
            return None;
        }
        if self.any_ended.load(Ordering::SeqCst)
            && self.ended.read().unwrap_or_else(PoisonError::into_inner).contains(login)
        {
            return None;
        }
        if u32::from_be_bytes(*fingerprint) != self.fingerprint(agent) {
            return None;
        }
        let id = u64::from_be_bytes(id.try_into().ok()?);
        let user = users.get(id)?;
        let holds = user.id == id && u64::from_be_bytes(*stamp) == self.stamp(&user);
        holds.then_some(Known { user, login: *login })
    }
}

/// The values of our cookies in a line; a name that comes twice is no cookie of ours.
fn find<'a>(line: &'a [u8], session: &mut Option<&'a [u8]>, remember: &mut Option<&'a [u8]>) {
    let mut rest = line;
    loop {
        let (pair, behind) = match memchr(b';', rest) {
            Some(end) => (&rest[..end], Some(&rest[end + 1..])),
            None => (rest, None),
        };
        let pair = pair.trim_ascii();
        for (slot, name) in [(&mut *session, SESSION), (&mut *remember, REMEMBER)] {
            if let Some(value) = pair.strip_prefix(name).and_then(|rest| rest.strip_prefix(b"=")) {
                *slot = if slot.is_some() { Some(b"") } else { Some(value) };
            }
        }
        match behind {
            Some(behind) => rest = behind,
            None => break,
        }
    }
}
