//! Where to go after a log-in: the one rule every redirect target must pass.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display};
use std::str::FromStr;

use percent_encoding::percent_decode_str;

/// A redirect target that stays on this site: an absolute path with an optional query and fragment.
///
/// The rule allows, and refuses everything else: at most 2000 bytes; visible ASCII without `\ " ' < > ^ { | }` and
/// the backtick; every `%` followed by two hex digits; one leading slash; no empty segment, no `.` or `..` segment
/// (also percent-encoded), no `%2f` or `%5c` in the path; no encoded control character anywhere. It looks at exactly
/// the bytes that are sent, and sends exactly the bytes it looked at.
///
/// ```
/// use login_runtime::SafeNext;
///
/// assert_eq!(SafeNext::parse("/account?tab=1#x")?.as_str(), "/account?tab=1#x");
/// assert!(SafeNext::parse("//evil.example").is_err());
/// assert!(SafeNext::parse("/\\evil.example").is_err());
/// assert!(SafeNext::parse("https://evil.example/").is_err());
/// # Ok::<(), login_runtime::NextError>(())
/// ```
///
/// As an extractor, `Option<SafeNext>` is the `next` of the request's query, for the hidden field of a log-in form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SafeNext(Cow<'static, str>);

impl SafeNext {
    /// The longest target: 2000 bytes, below the 2048 that old browsers and proxies cut at.
    pub const MAX_BYTES: usize = 2000;

    /// Checks a target that came from outside.
    ///
    /// # Errors
    ///
    /// [`NextError`] says which part of the rule the target breaks.
    ///
    /// ```
    /// use login_runtime::{NextError, SafeNext};
    ///
    /// assert_eq!(SafeNext::parse("/a/../b"), Err(NextError::DotSegment));
    /// ```
    pub fn parse(target: &str) -> Result<Self, NextError> {
        check(target)?;
        Ok(Self(Cow::Owned(target.to_owned())))
    }

    /// Returns the target as it was given.
    ///
    /// ```
    /// # use login_runtime::SafeNext;
    /// assert_eq!(SafeNext::parse("/a%20b").unwrap().as_str(), "/a%20b");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path alone, without query and fragment.
    pub(crate) fn path(&self) -> &str {
        path_of(&self.0)
    }

    /// Reads the only `next` of a query string; a missing, repeated or refused one is `None`.
    pub(crate) fn from_query(query: Option<&str>) -> Option<Self> {
        let mut found =
            query?.split('&').filter_map(|pair| pair.split_once('=')).filter(|(key, _)| *key == "next");
        let (_, value) = found.next()?;
        if found.next().is_some() {
            return None; // Parameter pollution: two readers could take different ones.
        }
        let plus_as_space = value.replace('+', " ");
        let target = percent_decode_str(&plus_as_space).decode_utf8().ok()?;
        Self::parse(&target).ok()
    }
}

impl Display for SafeNext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SafeNext {
    type Err = NextError;

    fn from_str(target: &str) -> Result<Self, NextError> {
        Self::parse(target)
    }
}

impl AsRef<str> for SafeNext {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Why a redirect target was refused.
///
/// ```
/// let error = login_runtime::SafeNext::parse("/a b").unwrap_err();
/// assert_eq!(error.to_string(), "the target holds a character that is not allowed in a redirect");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NextError {
    /// More than 2000 bytes.
    TooLong,
    /// Not `/` followed by anything but another slash.
    NotAPath,
    /// White space, a control, non-ASCII, a backslash, a quote or a bracket.
    Character,
    /// A `%` without two hex digits behind it.
    Escape,
    /// An encoded control character, or an encoded slash or backslash in the path.
    EncodedSeparator,
    /// Two slashes in a row in the path.
    EmptySegment,
    /// `.` or `..` as a segment of the path, raw or encoded.
    DotSegment,
}

impl Display for NextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "the target is longer than 2000 bytes",
            Self::NotAPath => "the target is no path that starts with one slash",
            Self::Character => "the target holds a character that is not allowed in a redirect",
            Self::Escape => "the target holds a `%` without two hex digits",
            Self::EncodedSeparator => "the target holds an encoded control character, slash or backslash",
            Self::EmptySegment => "the target's path holds two slashes in a row",
            Self::DotSegment => "the target's path holds a `.` or `..` segment",
        })
    }
}

impl std::error::Error for NextError {}

/// The path part of a target: everything before the query and the fragment.
fn path_of(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or_default()
}

fn check(target: &str) -> Result<(), NextError> {
    // Length first: everything after it walks the target.
    if target.len() > SafeNext::MAX_BYTES {
        return Err(NextError::TooLong);
    }
    if !target.starts_with('/') {
        return Err(NextError::NotAPath);
    }
    if !target.bytes().all(is_allowed) {
        return Err(NextError::Character);
    }
    let path = path_of(target);
    if path.starts_with("//") {
        return Err(NextError::NotAPath);
    }
    check_escapes(target, false)?;
    check_escapes(path, true)?;
    check_segments(path)
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'\\' | b'"' | b'\'' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}')
}

fn check_escapes(text: &str, is_path: bool) -> Result<(), NextError> {
    for behind in text.split('%').skip(1) {
        let byte = behind
            .get(..2)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .ok_or(NextError::Escape)?;
        if byte.is_ascii_control() || is_path && matches!(byte, b'/' | b'\\') {
            return Err(NextError::EncodedSeparator);
        }
    }
    Ok(())
}

fn check_segments(path: &str) -> Result<(), NextError> {
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        // Only the last segment may be empty: `/a/` is a directory, `/a//b` may become `//b`.
        if segment.is_empty() && segments.peek().is_some() {
            return Err(NextError::EmptySegment);
        }
        if matches!(percent_decode_str(segment).collect::<Vec<u8>>().as_slice(), b"." | b"..") {
            return Err(NextError::DotSegment);
        }
    }
    Ok(())
}

#[cfg(test)]
#[path = "next_tests.rs"]
mod tests;
