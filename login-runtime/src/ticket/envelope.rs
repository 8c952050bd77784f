//! The envelope of every ticket: `version | key id | purpose | body | MAC`, in base64 of one spelling.

use std::fmt::Debug;

use hmac::Mac;

use super::text::Text;
use crate::cookie::CookieValue;
use crate::crypto::{KeySet, Purpose};

const VERSION: u8 = 1;
const HEADER: usize = 4;
const MAC: usize = 32;

/// Why a value is no ticket. The client sees none of this: every reason looks like a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketError {
    /// Not our base64, too short or too long, or a body that does not parse.
    Malformed,
    /// Made by another version of the format.
    Version,
    /// A ticket for something else.
    Purpose,
    /// Made with a key that is not in the ring.
    Key,
    /// Not made by us, or not for this cookie.
    Mac,
}

/// Makes tickets with the active key, and opens those of every key in the ring.
#[derive(Debug)]
pub(crate) struct Sealer {
    active: KeySet,
    retired: Vec<KeySet>,
    text: Text,
}

/// A ticket that was made.
pub(crate) struct Sealed<'s> {
    header: [u8; HEADER],
    body: &'s [u8],
    tag: [u8; MAC],
    text: &'s Text,
}

impl CookieValue for Sealed<'_> {
    fn length(&self) -> usize {
        Text::length(HEADER + self.body.len() + MAC)
    }

    fn push_to(&self, line: &mut String) {
        self.text.write([&self.header, self.body, &self.tag], line);
    }
}

/// A ticket that was proved ours.
pub(crate) struct Opened<'r> {
    pub(crate) body: &'r [u8],
    pub(crate) made_with: MadeWith,
}

/// The key a ticket was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MadeWith {
    Active,
    /// The key is retired, and at this place in the ring: make the ticket anew.
    Retired(usize),
}

impl Sealer {
    /// The longest raw flash ticket: header, 5 bytes, 64 of category, 600 of message, MAC.
    pub(crate) const MAX_FLASH: usize = 768;
    /// The longest raw ticket, one that says where to go: header, 4 bytes, 2000 of target, MAC.
    pub(crate) const MAX_RAW: usize = 2048;
    /// The longest raw log-in ticket: header, 41 bytes, 129 of user id, MAC.
    pub(crate) const MAX_LOGIN: usize = 208;

    pub(crate) fn new(active: KeySet, retired: Vec<KeySet>) -> Self {
        Self { active, retired, text: Text::new() }
    }

    /// The keys that new tickets are made with.
    pub(crate) fn active(&self) -> &KeySet {
        &self.active
    }

    /// All keys, the active ones first.
    pub(crate) fn all_keys(&self) -> impl Iterator<Item = &KeySet> {
        std::iter::once(&self.active).chain(&self.retired)
    }

    /// The keys that an opened ticket was made with.
    pub(crate) fn keys(&self, made_with: MadeWith) -> &KeySet {
        match made_with {
            MadeWith::Active => &self.active,
            MadeWith::Retired(at) => &self.retired[at],
        }
    }

    /// Makes a ticket, to be written where it is to stand.
    pub(crate) fn seal<'s>(&'s self, purpose: Purpose, body: &'s [u8]) -> Sealed<'s> {
        let keys = &self.active;
        let [key_a, key_b] = keys.id;
        let header = [VERSION, key_a, key_b, purpose as u8];
        let mac = keys.mac(purpose).clone().chain_update(header).chain_update(body);
        Sealed { header, body, tag: mac.finalize().into_bytes().into(), text: &self.text }
    }

    /// Opens a cookie's value; `raw` is the memory it is decoded into.
    pub(crate) fn open<'r>(
        &self,
        purpose: Purpose,
        value: &[u8],
        raw: &'r mut [u8],
    ) -> Result<Opened<'r>, TicketError> {
        let raw = self.text.read(value, raw).ok_or(TicketError::Malformed)?;
        let (signed, tag) = raw.split_last_chunk::<MAC>().ok_or(TicketError::Malformed)?;
        let (&[version, key_a, key_b, stated], body) =
            signed.split_first_chunk::<HEADER>().ok_or(TicketError::Malformed)?;
        if version != VERSION {
            return Err(TicketError::Version);
        }
        if stated != purpose as u8 {
            return Err(TicketError::Purpose);
        }
        let mut result = Err(TicketError::Key);
        // Two keys may share an id of 16 bits, so each that fits is tried.
        let retired = (0..self.retired.len()).map(MadeWith::Retired);
        for made_with in std::iter::once(MadeWith::Active).chain(retired) {
            let keys = self.keys(made_with);
            if keys.id != [key_a, key_b] {
                continue;
            }
            // `verify` compares in constant time: how many bytes of a forged MAC are right must not show.
            let mut mac = keys.mac(purpose).clone();
            mac.update(signed);
            if mac.verify(tag.into()).is_ok() {
                return Ok(Opened { body, made_with });
            }
            result = Err(TicketError::Mac);
        }
        result
    }
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
