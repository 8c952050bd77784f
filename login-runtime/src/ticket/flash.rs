//! The body of a flash ticket: one message for the next page.

use std::time::Duration;

use crate::clock::Timestamp;

/// `issued at | length of the category | category | message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    pub(crate) issued_at: Timestamp,
    pub(crate) category: String,
    pub(crate) message: String,
}

impl Flash {
    /// A message nobody came to read within 5 minutes is old news.
    pub(crate) const LIFETIME: Duration = Duration::from_secs(5 * 60);
    /// The longest message, in bytes.
    pub(crate) const MAX_MESSAGE: usize = 600;
    /// The longest category, in bytes.
    pub(crate) const MAX_CATEGORY: usize = 64;

    pub(crate) fn encode(&self) -> Option<Vec<u8>> {
        let mut body = self.issued_at.to_bytes().to_vec();
        body.push(u8::try_from(self.category.len()).ok()?);
        body.extend_from_slice(self.category.as_bytes());
        body.extend_from_slice(self.message.as_bytes());
        Some(body)
    }

    pub(crate) fn decode(body: &[u8]) -> Option<Self> {
        let (issued_at, rest) = body.split_first_chunk()?;
        let (&[length], rest) = rest.split_first_chunk()?;
        let (category, message) = rest.split_at_checked(usize::from(length))?;
        Some(Self {
            issued_at: Timestamp::from_bytes(*issued_at),
            category: std::str::from_utf8(category).ok()?.to_owned(),
            message: std::str::from_utf8(message).ok()?.to_owned(),
        })
    }
}
