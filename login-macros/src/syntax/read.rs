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
        function(&item).unwrap_or_else(|| syn::parse2(item))
    }
}

impl Read for Annotated {
    fn read(item: TokenStream) -> syn::Result<Self> {
        match function(&item) {
            Some(function) => function.map(Self::Function),
            None => syn::parse2(item),
        }
    }
}

/// The item as a function with its body set aside; `None`: it is something else, or has no body.
fn function(item: &TokenStream) -> Option<syn::Result<LenientFn>> {
    let mut head: Vec<_> = item.clone().into_iter().collect();
    // The first of these words says what it is: `impl` may stand in a signature too.
    let keyword = head.iter().find_map(|token| match token {
        TokenTree::Ident(ident) => {
            ["fn", "impl", "mod", "struct"].into_iter().find(|keyword| ident == keyword)
        }
        _ => None,
    });
    let is_body = |token: &mut TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let body = head.pop_if(is_body).filter(|_| keyword == Some("fn"))?;
    let function = syn::parse2(head.into_iter().collect());
    let whole = function.map(|function| LenientFn { body: body.into(), ..function });
    // What is wrong may be right before the body, so that only with it there is a place to point at.
    Some(whole.or_else(|_| syn::parse2(item.clone())))
}
