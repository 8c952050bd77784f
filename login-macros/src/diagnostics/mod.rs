//! Collects every mistake of one macro call, so that all of them are reported in one compile.

mod darling_texts;
pub(crate) mod messages;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Every error found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Vec<syn::Error>,
}

/// Proof that an error stands in a [`Diagnostics`]: nothing else can make one, so nothing fails in silence.
#[derive(Clone, Copy)]
pub(crate) struct Reported(());

impl Diagnostics {
    /// Reports `message` with the caret on `at`.
    pub(crate) fn error(&mut self, at: impl ToTokens, message: impl AsRef<str>) -> Reported {
        self.errors.push(syn::Error::new_spanned(at, message.as_ref()));
        Reported(())
    }

    /// Reports `message` with the caret on the macro's own name: there is nothing else to point at.
    pub(crate) fn nothing(&mut self, message: &str) -> Reported {
        self.errors.push(syn::Error::new(Span::call_site(), message));
        Reported(())
    }

    /// Takes over the errors of a parser, with darling's texts put into our words.
    pub(crate) fn absorb<T, E: Into<syn::Error>>(&mut self, result: Result<T, E>) -> Result<T, Reported> {
        result.map_err(|error| {
            self.errors.extend(error.into().into_iter().map(darling_texts::reword));
            Reported(())
        })
    }

    /// The errors, then `output`.
    pub(crate) fn with(self, output: TokenStream) -> TokenStream {
        // To join streams costs the compiler a message, for every handler that is right.
        if self.errors.is_empty() {
            return output;
        }
        let errors = self.errors.iter().map(syn::Error::to_compile_error);
        errors.chain([output]).collect()
    }
}
