//! The arguments of the loaders.

use darling::{Error, FromMeta, ast::MetaNameValueInvalidExpr};
use quote::ToTokens;
use syn::{LitStr, Meta, Type, spanned::Spanned};

use super::{
    challenge::read_challenge,
    flag::{Flag, read_flag},
};
use crate::{diagnostics::messages, runtime_path::RuntimePath};

/// `#[user_loader]`, `#[resource_loader]`, and part of `#[request_loader]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct LoaderArgs {
    /// The application's state type, which lets the user type live in another crate.
    pub(crate) state: StateType,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

/// `#[request_loader]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct RequestLoaderArgs {
    /// The value of `WWW-Authenticate` for a client that is refused.
    #[darling(with = read_challenge)]
    pub(crate) challenge: Option<LitStr>,
    /// Credentials count as a fresh log-in.
    #[darling(with = read_flag)]
    pub(crate) fresh: Flag,
    /// The request is asked before its session.
    #[darling(with = read_flag)]
    pub(crate) before_session: Flag,
    /// What every loader takes.
    #[darling(flatten)]
    pub(crate) loader: LoaderArgs,
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
