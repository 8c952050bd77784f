//! The arguments of `#[user_loader]`.

use darling::{Error, FromMeta, ast::MetaNameValueInvalidExpr};
use quote::ToTokens;
use syn::{Meta, Type, spanned::Spanned};

use crate::{diagnostics::messages, runtime_path::RuntimePath};

/// `#[user_loader]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct LoaderArgs {
    /// The application's state type, which lets the user type live in another crate.
    pub(crate) state: StateType,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

/// The type in `state = AppState`.
// Not an `Option` around it: that one does not pass on what is no expression.
#[derive(Default)]
pub(crate) struct StateType(pub(crate) Option<Type>);

impl FromMeta for StateType {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let refuse = |at| Error::custom(messages::LOADER_STATE).with_span(&at);
        let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
        // Not darling's way, which also takes a type in quotes.
        syn::parse2(pair.value.to_token_stream())
            .map(|ty| Self(Some(ty)))
            .map_err(|_| refuse(pair.value.span()))
    }

    // `AppState<Db>` is a type and no expression.
    fn from_invalid_expr(pair: &MetaNameValueInvalidExpr) -> darling::Result<Self> {
        let refuse = |_| Error::custom(messages::LOADER_STATE).with_span(&pair.value);
        syn::parse2(pair.value.clone()).map(|ty| Self(Some(ty))).map_err(refuse)
    }
}
