//! Names and places of what is emitted.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned;

/// `__login_<role>`, which user code can neither see nor shadow; what rustc has to say of it is shown at `at`.
pub(crate) fn local(role: &str, at: Span) -> Ident {
    // The prefix also matters: a user's `static id` would otherwise stand in the pattern `id`.
    Ident::new(&format!("__login_{role}"), Span::mixed_site().located_at(at))
}

/// The place of the user's `tokens` with the hygiene of our own: rustc leaves the place when the two differ in one
/// expression.
pub(crate) fn shown_at(tokens: &impl ToTokens) -> Span {
    Span::call_site().located_at(tokens.span())
}
