//! `challenge = "Bearer"`: what a refused client is told to send.

use darling::{Error, FromMeta};
use syn::{LitStr, Meta, spanned::Spanned};

use crate::diagnostics::messages;

/// Reads the argument as a header's value.
pub(super) fn read_challenge(meta: &Meta) -> darling::Result<Option<LitStr>> {
    let refuse = |at| Error::custom(messages::CHALLENGE_VALUE).with_span(&at);
    let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
    let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(pair.value.span()))?;
    match mistake(&text.value()) {
        None => Ok(Some(text)),
        Some(message) => Err(Error::custom(message).with_span(&text)),
    }
}

/// What is wrong with the text. It begins with a scheme, which is a token (RFC 9110, sections 5.6.2 and 11.3); what follows is the
/// scheme's own matter, as long as a header can carry it.
pub(crate) fn mistake(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(messages::CHALLENGE_EMPTY.into());
    }
    if let Some(character) = text.chars().find(|character| !(' '..='~').contains(character)) {
        return Some(messages::challenge_character(character));
    }
    let (scheme, _) = text.split_once(' ').unwrap_or((text, ""));
    let is_token = !scheme.is_empty() && scheme.bytes().all(is_of_token);
    (!is_token).then(|| messages::challenge_without_scheme(text))
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
