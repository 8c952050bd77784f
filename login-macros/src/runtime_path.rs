//! Where emitted code finds the runtime: `::login_runtime::__private`, or the user's `crate = "…"`.

use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt};
use syn::{LitStr, Meta, Path, Token, parse_quote, spanned::Spanned};

use crate::diagnostics::messages;

/// The path of the runtime crate; prints that of its `__private` module.
#[derive(Clone, Default)]
pub(crate) struct RuntimePath {
    /// As the user wrote it.
    written: Option<Path>,
    /// Where it is to be found, if not where the attribute stands.
    place: Option<Span>,
}

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
    pub(crate) fn at(&self, place: Span) -> Self {
        Self { written: self.written.clone(), place: Some(place) }
    }

    /// Prints the path of something in the module, token by token: each stream in another is a message to the compiler.
    pub(crate) fn print(&self, words: &[&str], tokens: &mut TokenStream) {
        let place = self.place.unwrap_or_else(Span::call_site);
        match (&self.written, self.place) {
            (None, _) => print_word("login_runtime", place, tokens),
            (Some(path), None) => path.to_tokens(tokens),
            (Some(_), Some(place)) => tokens.extend([self.root_at(place)]),
        }
        print_word("__private", place, tokens);
        for word in words {
            print_word(word, place, tokens);
        }
    }

    /// Prints a call of something in the module.
    pub(crate) fn call(&self, words: &[&str], arguments: TokenStream, tokens: &mut TokenStream) {
        self.print(words, tokens);
        tokens.append(Group::new(Delimiter::Parenthesis, arguments));
    }

    /// The crate itself, at another place.
    pub(crate) fn root_at(&self, place: Span) -> TokenStream {
        respan(self.root().to_token_stream(), place)
    }

    /// The crate itself, where its macros are.
    pub(crate) fn root(&self) -> Path {
        self.written.clone().unwrap_or_else(|| parse_quote!(::login_runtime))
    }
}

fn print_word(word: &str, place: Span, tokens: &mut TokenStream) {
    Token![::](place).to_tokens(tokens);
    Ident::new(word, place).to_tokens(tokens);
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
        absolute(&text)
            .map(|path| Self { written: Some(path), place: None })
            .ok_or_else(|| refuse(text.span()))
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
        self.print(&[], tokens);
    }
}
