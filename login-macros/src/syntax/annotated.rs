//! What an access attribute can stand on: a handler, a unit struct that names a rule, a module or an `impl` of handlers.

use proc_macro2::TokenStream;
use syn::{
    Attribute, ItemImpl, ItemMod, ItemStruct, Token, Visibility,
    parse::{ParseStream, Parser},
};

use super::{handler_fn::HandlerFn, read::Read};
use crate::diagnostics::messages;

pub(crate) enum Annotated {
    Function(HandlerFn),
    Struct(ItemStruct),
    Module(ItemMod),
    Impl(ItemImpl),
}

impl Read for Annotated {
    fn read(item: TokenStream) -> syn::Result<Self> {
        match HandlerFn::of(item.clone()) {
            Some(function) => function.map(Self::Function),
            None => another.parse2(item),
        }
    }
}

fn another(input: ParseStream<'_>) -> syn::Result<Annotated> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    ahead.parse::<Visibility>()?;
    if ahead.peek(Token![struct]) {
        input.parse().map(Annotated::Struct)
    } else if ahead.peek(Token![mod]) {
        input.parse().map(Annotated::Module)
    } else if ahead.peek(Token![impl]) {
        input.parse().map(Annotated::Impl)
    } else {
        Err(ahead.error(messages::NOT_A_FUNCTION))
    }
}
