//! Where emitted code finds the runtime: `::login_runtime::__private`, or the user's `crate = "…"`.

use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, Meta, Path, Token, parse_quote, spanned::Spanned};

use crate::diagnostics::messages;

/// The path of the runtime crate, if the user wrote one; prints that of its `__private` module.
#[derive(Clone, Default)]
pub(crate) struct RuntimePath(Option<Path>);

impl RuntimePath {
    /// The path that `crate = "…"` names among `arguments`, also when others of them are wrong.
    pub(crate) fn among(arguments: &[NestedMeta]) -> Self {
        let written = arguments.iter().find_map(|argument| match argument {
            NestedMeta::Meta(meta) if meta.path().is_ident("crate") => Self::from_meta(meta).ok(),
            _ => None,
        });
        written.unwrap_or_default()
    }
}

impl RuntimePath {
    /// The path at another place: for a call that is to be found there.
    pub(crate) fn at(&self, place: Span) -> TokenStream {
        respan(self.to_token_stream(), place)
    }

    /// The crate itself, at another place.
    pub(crate) fn root_at(&self, place: Span) -> TokenStream {
        respan(self.root().to_token_stream(), place)
    }

    /// The crate itself, where its macros are.
    pub(crate) fn root(&self) -> Path {
        self.0.clone().unwrap_or_else(|| parse_quote!(::login_runtime))
    }
}

fn respan(tokens: TokenStream, place: Span) -> TokenStream {
    let respan = |mut token: TokenTree| {
        token.set_span(place);
        token
    };
    tokens.into_iter().map(respan).collect()
}

impl FromMeta for RuntimePath {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let refuse = |at| darling::Error::custom(messages::CRATE_PATH).with_span(&at);
        let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
        let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(pair.value.span()))?;
        absolute(&text).map(|path| Self(Some(path))).ok_or_else(|| refuse(text.span()))
    }
}

/// A relative path would mean something else in every module of the user.
fn absolute(text: &LitStr) -> Option<Path> {
    let path = text.parse_with(Path::parse_mod_style).ok()?;
    let from_root = path.segments.first()?.ident == "crate" && path.segments.len() > 1;
    (path.leading_colon.is_some() || from_root).then_some(path)
}

impl ToTokens for RuntimePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // Token by token, as it is printed again and again: each stream is a message to the compiler.
        let separator = <Token![::]>::default();
        if let Some(path) = &self.0 {
            path.to_tokens(tokens);
        } else {
            separator.to_tokens(tokens);
            Ident::new("login_runtime", Span::call_site()).to_tokens(tokens);
        }
        separator.to_tokens(tokens);
        Ident::new("__private", Span::call_site()).to_tokens(tokens);
    }
}
