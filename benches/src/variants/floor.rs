//! The least that a signed cookie costs, written by hand for this one app: no key ring, no times, no stamp, no list of
//! ended log-ins, no fingerprint, no rules and no events.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::users::{User, Users};

const NAME: &[u8] = b"id";
const ID: usize = 8;
const TICKET: usize = ID + 32;
/// How long base64 without padding makes it.
const TEXT: usize = (TICKET * 4).div_ceil(3);

#[derive(Clone, FromRef)]
struct Floor {
    users: Users,
    /// Keyed once, cloned for each ticket, and not with the state for each request.
    mac: Arc<Hmac<Sha256>>,
}

pub(crate) fn app(users: Users) -> crate::Result<Router> {
    let mac = Arc::new(Hmac::new_from_slice(b"a key of thirty-two octets, here")?);
    Ok(Router::new()
        .route("/public", get(public))
        .route("/me", get(me))
        .route("/log-in", post(log_in))
        .route("/log-out", post(log_out))
        .with_state(Floor { users, mac }))
}

async fn public() -> &'static str {
    "ok"
}

async fn me(Known(user): Known) -> String {
    user.name.to_string()
}

async fn log_in(State(floor): State<Floor>) -> Result<[(HeaderName, HeaderValue); 1], StatusCode> {
    const BEFORE: &[u8] = b"id=";
    const AFTER: &[u8] = b"; HttpOnly; SameSite=Lax; Secure; Path=/";
    let id = floor.users.who_logs_in().id.to_be_bytes();
    let mut ticket = [0; TICKET];
    ticket[..ID].copy_from_slice(&id);
    ticket[ID..].copy_from_slice(&mac_of(&floor.mac, &id));
    let mut cookie = [0; BEFORE.len() + TEXT + AFTER.len()];
    cookie[..BEFORE.len()].copy_from_slice(BEFORE);
    let written = URL_SAFE_NO_PAD.encode_slice(ticket, &mut cookie[BEFORE.len()..][..TEXT]);
    cookie[BEFORE.len() + TEXT..].copy_from_slice(AFTER);
    let cookie = written.ok().and_then(|_| HeaderValue::from_bytes(&cookie).ok());
    cookie.map(|cookie| [(header::SET_COOKIE, cookie)]).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
}

async fn log_out() -> [(HeaderName, HeaderValue); 1] {
    [(header::SET_COOKIE, HeaderValue::from_static("id=; Max-Age=0; Path=/"))]
}

struct Known(User);

impl FromRequestParts<Floor> for Known {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, floor: &Floor) -> Result<Self, StatusCode> {
        let user = parts
            .headers
            .get(header::COOKIE)
            .and_then(|cookies| value(cookies.as_bytes()))
            .and_then(|text| opened(&floor.mac, text))
            .and_then(|id| floor.users.get(id));
        user.map(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// The value of our cookie in the header.
fn value(cookies: &[u8]) -> Option<&[u8]> {
    cookies.split(|octet| *octet == b';').find_map(|pair| {
        let pair = pair.strip_prefix(b" ").unwrap_or(pair);
        pair.strip_prefix(NAME)?.strip_prefix(b"=")
    })
}

/// The id in a ticket of ours.
fn opened(mac: &Hmac<Sha256>, text: &[u8]) -> Option<u64> {
    let mut ticket = [0; TICKET];
    let length = URL_SAFE_NO_PAD.decode_slice(text, &mut ticket).ok()?;
    let (id, claimed) = ticket.split_first_chunk::<ID>()?;
    let expected = mac_of(mac, id);
    (length == TICKET && are_equal(&expected, claimed)).then(|| u64::from_be_bytes(*id))
}

fn mac_of(mac: &Hmac<Sha256>, message: &[u8]) -> [u8; 32] {
    mac.clone().chain_update(message).finalize().into_bytes().into()
}

/// Timing: every octet is looked at, whatever the first ones are.
fn are_equal(ours: &[u8; 32], theirs: &[u8]) -> bool {
    let differing = ours.iter().zip(theirs).fold(0, |differing, (a, b)| differing | (a ^ b));
    theirs.len() == ours.len() && std::hint::black_box(differing) == 0
}
