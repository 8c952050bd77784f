//! The arguments of `#[user_loader]`.

use darling::{Error, FromMeta, ast::MetaNameValueInvalidExpr};
use syn::{Meta, Type, spanned::Spanned};

use crate::{diagnostics::messages, runtime_path::RuntimePath};

/// `#[user_loader]`.
#[derive(Default, FromMeta)]
#[darling(default)]
pub(crate) struct LoaderArgs {
    /// The application's state type, which lets the user type live in another crate.
    pub(crate) state: Option<StateType>,
    /// Where the runtime is; checked here, read by [`RuntimePath::among`].
    #[darling(rename = "crate")]
    _runtime: Option<RuntimePath>,
}

/// The type in `state = AppState`.
pub(crate) struct StateType(pub(crate) Type);

impl FromMeta for StateType {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let refuse = |at| Error::custom(messages::LOADER_STATE).with_span(&at);
        let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
        Type::from_expr(&pair.value).map(Self).map_err(|_| refuse(pair.value.span()))
    }

    // `AppState<Db>` is a type and no expression.
    fn from_invalid_expr(pair: &MetaNameValueInvalidExpr) -> darling::Result<Self> {
        Type::from_invalid_expr(pair).map(Self)
    }
}
