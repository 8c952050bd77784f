//! The body of a ticket that says where a person wanted to go.

use std::time::Duration;

use crate::clock::Timestamp;
use crate::next::SafeNext;

/// `issued at | target`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NextTicket {
    pub(crate) issued_at: Timestamp,
    pub(crate) target: SafeNext,
}

impl NextTicket {
    /// Time to find a password, or to sign up and read a mail: 1 hour. After that one begins anew.
    pub(crate) const LIFETIME: Duration = Duration::from_secs(60 * 60);

    pub(crate) fn encode(&self) -> Vec<u8> {
        [&self.issued_at.to_bytes(), self.target.as_str().as_bytes()].concat()
    }

    /// The target is checked once more: what is signed may have been made by an older rule.
    pub(crate) fn decode(body: &[u8]) -> Option<Self> {
        let (issued_at, target) = body.split_first_chunk()?;
        Some(Self {
            issued_at: Timestamp::from_bytes(*issued_at),
            target: SafeNext::parse(std::str::from_utf8(target).ok()?).ok()?,
        })
    }
}
