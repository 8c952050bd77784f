//! `within = "10m"`: how fresh a login must be.

use darling::{Error, FromMeta};
use syn::{LitStr, Meta, spanned::Spanned};

use crate::diagnostics::messages;

/// 365 days: more is a typo.
const LONGEST: u64 = 365 * 24 * 60 * 60;

/// Reads the argument as whole seconds.
pub(super) fn read_within(meta: &Meta) -> darling::Result<Option<u64>> {
    let refuse = |at| Error::custom(messages::WITHIN_VALUE).with_span(&at);
    let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
    let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(pair.value.span()))?;
    seconds(&text.value()).map(Some).map_err(|message| Error::custom(message).with_span(&text))
}

/// `<integer><s|m|h|d>` as seconds, from `1s` to `365d`.
pub(crate) fn seconds(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|unit: char| !unit.is_ascii_digit());
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(messages::not_a_duration(text));
    }
    let unit = match &text[digits.len()..] {
        "" => return Err(messages::duration_without_unit(text)),
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return Err(messages::not_a_duration(text)),
    };
    // The digits are all there is, so a number that does not parse is too big.
    let seconds = digits.parse().ok().and_then(|count: u64| count.checked_mul(unit));
    seconds
        .filter(|seconds| (1..=LONGEST).contains(seconds))
        .ok_or_else(|| messages::duration_out_of_range(text))
}
