//! The user's item once more, when a macro could make nothing of it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute,
    parse::{ParseStream, Parser},
};

use super::access_attributes;

/// `item` minus our attributes, which would only repeat the error.
pub(crate) fn without_access_attributes(item: TokenStream) -> TokenStream {
    let strip = |input: ParseStream<'_>| {
        let mut attributes = input.call(Attribute::parse_outer)?;
        access_attributes::take(&mut attributes);
        let rest: TokenStream = input.parse()?;
        Ok(quote!(#(#attributes)* #rest))
    };
    strip.parse2(item.clone()).unwrap_or(item)
}
