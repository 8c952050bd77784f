//! A tuple struct that is the id of a user.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Generics, Ident, Type, parse_quote};

use crate::{diagnostics::Reported, runtime_path::RuntimePath, syntax::locals::local};

/// The struct, and the type it hands the work to.
pub(crate) struct UserIdPlan {
    pub(crate) runtime: RuntimePath,
    pub(crate) name: Ident,
    /// Reported when there are any, and printed so that the missing impl does not echo.
    pub(crate) generics: Generics,
    /// Without it the impl only keeps a missing one from being reported too.
    pub(crate) inner: Result<Type, Reported>,
}

impl ToTokens for UserIdPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, name, .. } = self;
        let mut generics = self.generics.clone();
        if !generics.params.is_empty() {
            generics.make_where_clause().predicates.push(parse_quote! {
                Self: ::core::clone::Clone + ::core::cmp::Eq + ::core::fmt::Debug
                    + ::core::marker::Send + ::core::marker::Sync + 'static
            });
        }
        let (impl_generics, type_generics, bounds) = generics.split_for_impl();
        let (out, bytes) = (local("out", Span::call_site()), local("bytes", Span::call_site()));
        let (encode, decode) = match &self.inner {
            Ok(ty) => (
                quote!(<#ty as #runtime::UserId>::encode(&self.0, #out)),
                quote!(::core::option::Option::map(<#ty as #runtime::UserId>::decode(#bytes), Self)),
            ),
            Err(_) => (quote!(::core::unreachable!()), quote!(::core::unreachable!())),
        };
        tokens.extend(quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::UserId for #name #type_generics #bounds {
                fn encode(&self, #out: &mut #runtime::IdBuffer) {
                    #encode
                }
                fn decode(#bytes: &[::core::primitive::u8]) -> ::core::option::Option<Self> {
                    #decode
                }
            }
        });
    }
}
