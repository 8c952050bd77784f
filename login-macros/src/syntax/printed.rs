//! What prints itself in the middle of a `quote!`.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Prints by a function: a stream that is made apart and then put into another costs the compiler a message.
pub(crate) struct Printed<F>(pub(crate) F);

impl<F: Fn(&mut TokenStream)> ToTokens for Printed<F> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        (self.0)(tokens);
    }
}
