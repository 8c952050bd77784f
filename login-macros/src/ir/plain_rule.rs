//! An access rule without conditions, for which the runtime has a type.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::TokenStreamExt;

use crate::runtime_path::RuntimePath;

/// What an attribute without conditions asks for.
#[derive(Clone, Copy)]
pub(crate) enum PlainRule {
    Public,
    GuestOnly,
    Login,
    /// At most so many seconds ago; the manager's `fresh_for` when not given.
    FreshLogin(Option<u64>),
}

impl PlainRule {
    /// Prints the type that stands for the rule. Of a public one `asks` says whether the handler asks who the user is; the
    /// runtime's answer, yes, when not given.
    pub(super) fn print_type(self, runtime: &RuntimePath, asks: Option<TokenTree>, tokens: &mut TokenStream) {
        let (name, argument) = match self {
            Self::Public => ("Public", asks),
            Self::GuestOnly => ("GuestOnly", None),
            Self::Login => ("LoginRequired", None),
            Self::FreshLogin(None) => ("FreshLoginRequired", None),
            Self::FreshLogin(Some(seconds)) => {
                ("FreshLoginWithin", Some(Literal::u64_unsuffixed(seconds).into()))
            }
        };
        match argument {
            Some(argument) => runtime.print_generic(name, tokens, |tokens| tokens.append(argument)),
            None => runtime.print(name, tokens),
        }
    }
}
