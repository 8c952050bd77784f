//! Names of local variables in emitted code.

use proc_macro2::{Ident, Span};

/// `__login_<role>`, which user code can neither see nor shadow; what rustc has to say of it is shown at `at`.
pub(crate) fn local(role: &str, at: Span) -> Ident {
    // The prefix also matters: a user's `static id` would otherwise stand in the pattern `id`.
    Ident::new(&format!("__login_{role}"), Span::mixed_site().located_at(at))
}
