//! The body of a session or remember ticket.

use std::fmt::{self, Debug};
use std::ops::Deref;
use std::time::Duration;

use crate::clock::Timestamp;
use crate::crypto::random;
use crate::user::{IdBuffer, UserId};

/// Names one log-in: 128 random bits, shared by its session, its remember ticket and every session restored from
/// that, so that ending it ends them all.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LoginId(pub(crate) [u8; 16]);

impl LoginId {
    pub(crate) fn random() -> Result<Self, getrandom::Error> {
        random().map(Self)
    }
}

impl Debug for LoginId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginId(..)")
    }
}

/// What a session or remember ticket says.
///
/// 41 bytes and the user's id; with an integer id a ticket is 54 signed bytes, which fit one block of SHA-256.
///
/// | bytes | |
/// |---|---|
/// | 1 | flags |
/// | 16 | log-in id |
/// | 4 | issued at |
/// | 4 | authenticated at, 0 for never (session), or for how many seconds it is made (remember) |
/// | 4 | last seen (session) or expires at (remember) |
/// | 8 | digest of the user's session stamp |
/// | 4 | digest of the client's fingerprint |
/// | rest | user id |
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginTicket<I> {
    pub(crate) login: LoginId,
    /// The browser holds a remember ticket for this log-in.
    pub(crate) is_remembered: bool,
    pub(crate) issued_at: Timestamp,
    /// When the person last proved who they are; `None` for a session that was restored.
    pub(crate) authenticated_at: Option<Timestamp>,
    /// When a session was last seen, within half its idle timeout; when a remember ticket ends.
    pub(crate) seen_or_ends: Timestamp,
    pub(crate) stamp: u64,
    pub(crate) fingerprint: u32,
    pub(crate) user_id: I,
}

/// How long a log-in is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lifespan {
    pub(crate) ends: Timestamp,
    /// From when it was made to its end, so that it can be made anew for as long.
    pub(crate) length: Duration,
}

impl Lifespan {
    pub(crate) fn from(now: Timestamp, length: Duration) -> Self {
        Self { ends: now.after(length), length }
    }

    /// The same length from now on, but not beyond `latest`.
    pub(crate) fn renewed(self, now: Timestamp, latest: Timestamp) -> Self {
        Self { ends: now.after(self.length).min(latest), ..self }
    }
}

const REMEMBERED: u8 = 1;
const NEVER: [u8; 4] = [0; 4];

/// The bytes before the user's id.
const FIXED: usize = 41;

/// The bytes of a body, with room for the longest id.
#[derive(Debug)]
pub(crate) struct LoginBody {
    bytes: [u8; FIXED + IdBuffer::CAPACITY],
    length: usize,
}

impl LoginBody {
    fn push(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        self.bytes[self.length..end].copy_from_slice(bytes);
        self.length = end;
    }
}

impl Deref for LoginBody {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl<I: UserId> LoginTicket<I> {
    /// The remember ticket of the same log-in. Who is remembered has not proved anything, so the place where a session says
    /// when is free to say how long.
    pub(crate) fn remembering(&self, span: Lifespan) -> Self {
        let length = Timestamp::from_unix_seconds(span.length.as_secs());
        Self { authenticated_at: Some(length), seen_or_ends: span.ends, ..self.clone() }
    }

    /// How long a remember ticket lives.
    pub(crate) fn lifespan(&self) -> Lifespan {
        let length = self.authenticated_at.map_or(0, Timestamp::as_unix_seconds);
        Lifespan { ends: self.seen_or_ends, length: Duration::from_secs(length) }
    }

    /// The body; `None` when the user's id is empty or too long.
    pub(crate) fn encode(&self) -> Option<LoginBody> {
        let user_id = IdBuffer::of(&self.user_id);
        let mut body = LoginBody { bytes: [0; FIXED + IdBuffer::CAPACITY], length: 0 };
        body.push(&[if self.is_remembered { REMEMBERED } else { 0 }]);
        body.push(&self.login.0);
        body.push(&self.issued_at.to_bytes());
        body.push(&self.authenticated_at.map_or(NEVER, Timestamp::to_bytes));
        body.push(&self.seen_or_ends.to_bytes());
        body.push(&self.stamp.to_be_bytes());
        body.push(&self.fingerprint.to_be_bytes());
        body.push(user_id.as_bytes()?);
        Some(body)
    }

    pub(crate) fn decode(body: &[u8]) -> Option<Self> {
        let (&[flags], rest) = body.split_first_chunk()?;
        let (login, rest) = rest.split_first_chunk()?;
        let (issued_at, rest) = rest.split_first_chunk()?;
        let (authenticated_at, rest) = rest.split_first_chunk()?;
        let (seen_or_ends, rest) = rest.split_first_chunk()?;
        let (stamp, rest) = rest.split_first_chunk()?;
        let (fingerprint, user_id) = rest.split_first_chunk()?;
        if flags & !REMEMBERED != 0 {
            return None;
        }
        Some(Self {
            login: LoginId(*login),
            is_remembered: flags == REMEMBERED,
            issued_at: Timestamp::from_bytes(*issued_at),
            authenticated_at: (*authenticated_at != NEVER)
                .then_some(Timestamp::from_bytes(*authenticated_at)),
            seen_or_ends: Timestamp::from_bytes(*seen_or_ends),
            stamp: u64::from_be_bytes(*stamp),
            fingerprint: u32::from_be_bytes(*fingerprint),
            user_id: I::decode(user_id)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticket(user_id: i64) -> LoginTicket<i64> {
        LoginTicket {
            login: LoginId([7; 16]),
            is_remembered: true,
            issued_at: Timestamp::from_unix_seconds(1),
            authenticated_at: None,
            seen_or_ends: Timestamp::MAX,
            stamp: 3,
            fingerprint: 4,
            user_id,
        }
    }

    #[test]
    fn an_integer_id_stays_within_one_block_of_sha_256() {
        let body = ticket(i64::MAX).encode().expect("a usable id");
        // 4 bytes of header; 64 bytes of block less 1 of padding and 8 of length.
        assert_eq!(body.len() + 4, 54);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_decodes_encodes_to_the_same_bytes(body in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Some(ticket) = LoginTicket::<i64>::decode(&body) {
                let encoded = ticket.encode();
                prop_assert_eq!(encoded.as_deref(), Some(&body[..]));
            }
        }

        #[test]
        fn a_ticket_comes_back(user_id in any::<i64>(), text in ".{1,30}") {
            let ticket = ticket(user_id);
            prop_assert_eq!(LoginTicket::decode(&ticket.encode().expect("a usable id")), Some(ticket.clone()));
            let named = LoginTicket { user_id: text, login: ticket.login, is_remembered: false,
                issued_at: ticket.issued_at, authenticated_at: Some(Timestamp::MAX), seen_or_ends: ticket.seen_or_ends,
                stamp: 0, fingerprint: 0 };
            prop_assert_eq!(LoginTicket::decode(&named.encode().expect("a usable id")), Some(named));
        }
    }
}
