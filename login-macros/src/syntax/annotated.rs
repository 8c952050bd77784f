//! What an access attribute can stand on: a handler, a unit struct that names a rule, a module or an `impl` of handlers.

use syn::{
    Attribute, ItemImpl, ItemMod, ItemStruct, Token, Visibility,
    parse::{Parse, ParseStream},
};

use super::lenient_fn::LenientFn;

pub(crate) enum Annotated {
    Function(LenientFn),
    Struct(ItemStruct),
    Module(ItemMod),
    Impl(ItemImpl),
}

impl Parse for Annotated {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        if ahead.peek(Token![struct]) {
            input.parse().map(Self::Struct)
        } else if ahead.peek(Token![mod]) {
            input.parse().map(Self::Module)
        } else if ahead.peek(Token![impl]) {
            input.parse().map(Self::Impl)
        } else {
            input.parse().map(Self::Function)
        }
    }
}
