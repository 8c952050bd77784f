//! A loader, whose body is not parsed: half-typed bodies work.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, LitStr, Signature, Token, Visibility,
    parse::{Parse, ParseStream},
};

use super::read::Read;
use crate::diagnostics::messages;

/// Attributes, visibility and signature, then the rest as it was written.
pub(crate) struct LenientFn {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    pub(crate) body: TokenStream,
}

impl Parse for LenientFn {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        if !starts_a_function(input)? {
            return Err(input.error(messages::NOT_A_FUNCTION));
        }
        Ok(Self { attrs, vis, sig: input.parse()?, body: input.parse()? })
    }
}

/// Whether `fn` comes next, after qualifiers. A broken signature is left to syn, which says what is wrong with it.
fn starts_a_function(input: ParseStream<'_>) -> syn::Result<bool> {
    let ahead = input.fork();
    while ahead.peek(Token![const])
        || ahead.peek(Token![async])
        || ahead.peek(Token![unsafe])
        || ahead.peek(Token![extern])
        || ahead.peek(LitStr)
    {
        ahead.parse::<TokenTree>()?;
    }
    Ok(ahead.peek(Token![fn]))
}

impl ToTokens for LenientFn {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.attrs.iter().map(ToTokens::to_token_stream));
        self.vis.to_tokens(tokens);
        self.sig.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

impl Read for LenientFn {
    fn read(item: TokenStream) -> syn::Result<Self> {
        syn::parse2(item)
    }
}
