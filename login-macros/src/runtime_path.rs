//! Where emitted code finds the runtime: `::login_runtime::__private`, or the user's `crate = "…"`.

use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{LitStr, Meta, Path, Token, parse_quote, spanned::Spanned};

use crate::diagnostics::messages;

/// The path of the runtime crate; prints that of its `__private` module.
#[derive(Clone)]
pub(crate) struct RuntimePath {
    /// As the user wrote it.
    written: Option<Path>,
    /// The path of the module, made once: it is printed again and again.
    module: Vec<TokenTree>,
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

    fn of(written: Option<Path>) -> Self {
        let mut module = match &written {
            Some(path) => path.to_token_stream().into_iter().collect(),
            None => word("login_runtime", Span::call_site()).to_vec(),
        };
        module.extend(word("__private", Span::call_site()));
        Self { written, module }
    }

    /// The path at another place: for what is to be found there.
    pub(crate) fn at(&self, place: Span) -> Self {
        Self { written: self.written.clone(), module: respan(self.module.clone(), place) }
    }

    /// Prints the path of something in the module, token by token: each stream in another is a message to the compiler.
    pub(crate) fn print(&self, name: &str, tokens: &mut TokenStream) {
        self.to_tokens(tokens);
        let place = self.module.last().map_or_else(Span::call_site, TokenTree::span);
        tokens.extend(word(name, place));
    }

    /// Prints the path of a generic type in the module, with what `arguments` prints.
    pub(crate) fn print_generic(
        &self,
        name: &str,
        tokens: &mut TokenStream,
        arguments: impl FnOnce(&mut TokenStream),
    ) {
        self.print(name, tokens);
        <Token![<]>::default().to_tokens(tokens);
        arguments(tokens);
        <Token![>]>::default().to_tokens(tokens);
    }

    /// The crate itself, at another place.
    pub(crate) fn root_at(&self, place: Span) -> TokenStream {
        respan(self.root().to_token_stream().into_iter().collect(), place).into_iter().collect()
    }

    /// The crate itself, where its macros are.
    pub(crate) fn root(&self) -> Path {
        self.written.clone().unwrap_or_else(|| parse_quote!(::login_runtime))
    }
}

impl Default for RuntimePath {
    fn default() -> Self {
        Self::of(None)
    }
}

/// `::name`.
fn word(name: &str, place: Span) -> [TokenTree; 3] {
    let colon = |spacing| {
        let mut colon = Punct::new(':', spacing);
        colon.set_span(place);
        colon.into()
    };
    [colon(Spacing::Joint), colon(Spacing::Alone), Ident::new(name, place).into()]
}

fn respan(mut tokens: Vec<TokenTree>, place: Span) -> Vec<TokenTree> {
    for token in &mut tokens {
        token.set_span(place);
    }
    tokens
}

impl FromMeta for RuntimePath {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let refuse = |at| darling::Error::custom(messages::CRATE_PATH).with_span(&at);
        let Meta::NameValue(pair) = meta else { return Err(refuse(meta.span())) };
        let text = LitStr::from_expr(&pair.value).map_err(|_| refuse(pair.value.span()))?;
        absolute(&text).map(|path| Self::of(Some(path))).ok_or_else(|| refuse(text.span()))
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
        tokens.extend(self.module.iter().cloned());
    }
}
