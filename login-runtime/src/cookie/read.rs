//! Reading the `Cookie` header as the octets it is.
//!
//! The general-purpose parsers percent-decode names (`%5F%5FHost-session` becomes `__Host-session`), let the last
//! duplicate win, trim Unicode white space, or drop every cookie over one odd byte. Each of these lets a sibling
//! domain replace or remove a login, so the header is read here: split at `;`, trim space and tab, compare the
//! name octet by octet, and treat a name that comes twice as ambiguous.

use axum::http::HeaderValue;
use memchr::memchr;

/// What the request carries under one cookie name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// No cookie of that name.
    Nothing,
    /// One cookie: the octets of its value.
    One(&'a [u8]),
    /// The name came more than once. Neither is taken: a tossed cookie must not win by its place.
    Ambiguous,
}

impl Found<'_> {
    /// Says whether the browser holds anything under the name.
    pub(crate) fn is_present(self) -> bool {
        self != Found::Nothing
    }
}

/// Looks up `names` in all lines of the `Cookie` header (HTTP/2 may split it) in one pass.
pub(crate) fn find<'a, const N: usize>(
    lines: impl IntoIterator<Item = &'a HeaderValue>,
    names: [&str; N],
) -> [Found<'a>; N] {
    let mut found = [Found::Nothing; N];
    for line in lines {
        let mut rest = line.as_bytes();
        loop {
            let (pair, behind) = match memchr(b';', rest) {
                Some(end) => (&rest[..end], Some(&rest[end + 1..])),
                None => (rest, None),
            };
            let pair = trim(pair);
            for (slot, name) in found.iter_mut().zip(names) {
                // A space before `=` belongs to no name of ours, so such a pair is somebody else's.
                if let Some((found, value)) = pair.split_at_checked(name.len())
                    && let Some(value) = value.strip_prefix(b"=")
                    && found == name.as_bytes()
                {
                    *slot = match *slot {
                        Found::Nothing => Found::One(trim(value)),
                        Found::One(_) | Found::Ambiguous => Found::Ambiguous,
                    };
                }
            }
            match behind {
                Some(behind) => rest = behind,
                None => break,
            }
        }
    }
    found
}

/// Trims space and tab only: U+0085 or U+2000 before a name must not make it ours.
fn trim(mut octets: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = octets {
        octets = rest;
    }
    octets
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
