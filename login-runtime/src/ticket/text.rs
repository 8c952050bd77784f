//! The text of a ticket: base64 in the URL-safe alphabet without padding (RFC 4648, section 5), in one spelling.

use std::fmt::{self, Debug};

use base64::Engine;
use base64::engine::general_purpose::NO_PAD;

/// Uses vector instructions where the processor has some, which is found out once.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
type UrlSafe = base64::engine::Simd;

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
type UrlSafe = base64::engine::GeneralPurpose;

/// Writes and reads the text.
pub(super) struct Text(UrlSafe);

impl Text {
    pub(super) fn new() -> Self {
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
        let engine = UrlSafe::url_safe(NO_PAD);
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        let engine = UrlSafe::new(&base64::alphabet::URL_SAFE, NO_PAD);
        Self(engine)
    }

    pub(super) fn write(&self, raw: &[u8]) -> String {
        self.0.encode(raw)
    }

    /// Decodes a text into `raw`. Padding, white space, the other alphabet and stray last bits make it none of ours.
    pub(super) fn read<'r>(&self, text: &[u8], raw: &'r mut [u8]) -> Option<&'r [u8]> {
        // What cannot fit costs nothing, whatever its length.
        if text.len() > raw.len() * 4 / 3 {
            return None;
        }
        let length = self.0.decode_slice(text, raw).ok()?;
        raw.get(..length)
    }
}

impl Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(..)")
    }
}
