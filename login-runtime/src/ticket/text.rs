//! The text of a ticket: base64 in the URL-safe alphabet without padding (RFC 4648, section 5), in one spelling.

use std::fmt::{self, Debug};
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::NO_PAD;
use base64::write::EncoderStringWriter;

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

    /// How long the text of so many octets is.
    pub(super) fn length(octets: usize) -> usize {
        (octets * 4).div_ceil(3)
    }

    /// Appends the text of all parts in a row.
    pub(super) fn write(&self, parts: [&[u8]; 3], text: &mut String) {
        let mut writer = EncoderStringWriter::from_consumer(text, &self.0);
        for part in parts {
            writer.write_all(part).expect("a string takes whatever is written");
        }
        writer.into_inner();
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
