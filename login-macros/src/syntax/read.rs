//! Reading an item without its body.
//!
//! Each token that syn reads costs the compiler of every user a message to it and back, and most tokens of a handler are its body, of
//! which no macro wants to know anything. So the body is set aside before the rest is read.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{annotated::Annotated, lenient_fn::LenientFn};

/// An item that an attribute can stand on.
pub(crate) trait Read: Sized {
    fn read(item: TokenStream) -> syn::Result<Self>;
}

impl Read for LenientFn {
    fn read(item: TokenStream) -> syn::Result<Self> {
        match split(item.clone()) {
            // What is wrong may be right before the body, so that only with it there is a place to point at.
            (true, head, Some(body)) => syn::parse2(head)
                .map(|function| Self { body: body.into(), ..function })
                .or_else(|_| syn::parse2(item)),
            _ => syn::parse2(item),
        }
    }
}

impl Read for Annotated {
    fn read(item: TokenStream) -> syn::Result<Self> {
        match split(item.clone()) {
            (true, ..) => LenientFn::read(item).map(Self::Function),
            _ => syn::parse2(item),
        }
    }
}

/// Whether an item is a function; everything before its body; the body, where there is one.
fn split(item: TokenStream) -> (bool, TokenStream, Option<TokenTree>) {
    let mut head: Vec<_> = item.into_iter().collect();
    // The first of these words says what it is: `impl` may stand in a signature too.
    let keyword = head.iter().find_map(|token| match token {
        TokenTree::Ident(ident) => {
            ["fn", "impl", "mod", "struct"].into_iter().find(|keyword| ident == keyword)
        }
        _ => None,
    });
    let is_body = |token: &mut TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let body = head.pop_if(is_body);
    (keyword == Some("fn"), head.into_iter().collect(), body)
}
