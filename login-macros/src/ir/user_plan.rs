//! A struct that is a user.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Ident, Path, Type, ext::IdentExt, parse_quote};

use crate::{
    diagnostics::Reported,
    runtime_path::RuntimePath,
    syntax::locals::{local, shown_at},
};

/// The struct, and its answers to the three questions of a user.
pub(crate) struct UserPlan {
    pub(crate) runtime: RuntimePath,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// Without it the impl only keeps a missing one from being reported too.
    pub(crate) id: Result<UserField, Reported>,
    /// The type that the id would probably have: the loader's id type is held against it.
    pub(crate) likely_id: Type,
    pub(crate) activity: Activity,
    /// The fields that end sessions when they change.
    pub(crate) stamp: Vec<UserField>,
    /// Whether this crate must have the loader.
    pub(crate) asks_for_loader: bool,
}

/// A field of the user, by its own name.
#[derive(Clone)]
pub(crate) struct UserField {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

/// When a user is active.
pub(crate) enum Activity {
    /// When the function says so.
    By(Path),
    /// When all of `active` are true and none of `inactive` is.
    Fields { active: Vec<UserField>, inactive: Vec<UserField> },
}

impl UserField {
    /// `self.name` at the place of the field's type: a type that does not fit is reported there.
    fn of_self(&self) -> TokenStream {
        let at = shown_at(&self.ty);
        let mut name = self.name.clone();
        name.set_span(name.span().located_at(at));
        quote_spanned!(at=> self.#name)
    }
}

impl Activity {
    fn body(&self, runtime: &RuntimePath) -> TokenStream {
        let (active, inactive) = match self {
            Self::By(path) => return quote_spanned!(shown_at(path)=> #path(self)),
            Self::Fields { active, inactive } => (active, inactive),
        };
        let flag = |field: &UserField| {
            let value = field.of_self();
            let ty = &field.ty;
            quote_spanned!(shown_at(ty)=> <#ty as #runtime::Flag>::is_set(&#value))
        };
        let inactive = inactive.iter().map(flag);
        let active = match active.as_slice() {
            [] => quote!(true),
            fields => {
                let fields = fields.iter().map(flag);
                quote!(#(#fields)&&*)
            }
        };
        quote! {
            #(if #inactive { return false; })*
            #active
        }
    }
}

/// A number that two names hardly share: FNV-1a, 64 bits.
fn number_of(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |number: u64, byte| {
        (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl ToTokens for UserPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, name, .. } = self;
        let mut generics = self.generics.clone();
        if !generics.params.is_empty() {
            generics.make_where_clause().predicates.push(parse_quote! {
                Self: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static
            });
        }
        let (impl_generics, type_generics, bounds) = generics.split_for_impl();
        let (id_type, id) = match &self.id {
            Ok(field) => {
                let id = field.of_self();
                (field.ty.to_token_stream(), quote!(&#id))
            }
            Err(_) => (self.likely_id.to_token_stream(), quote!(::core::unreachable!())),
        };
        let is_active = self.activity.body(runtime);
        let stamp = local("stamp", Span::call_site());
        // The user 1 of one type must not become the user 1 of another: the type is part of the stamp, as a number,
        // because it is fed on every request.
        let type_number = Literal::u64_suffixed(number_of(&name.unraw().to_string()));
        let feeds = self.stamp.iter().map(|field| {
            let value = field.of_self();
            quote_spanned!(shown_at(&field.ty)=> ::core::hash::Hash::hash(&#value, #stamp);)
        });
        tokens.extend(quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::UserMixin for #name #type_generics #bounds {
                type Id = #id_type;
                fn get_id(&self) -> &#id_type {
                    #id
                }
                fn is_active(&self) -> ::core::primitive::bool {
                    #is_active
                }
                fn session_stamp<__H: ::core::hash::Hasher>(&self, #stamp: &mut __H) {
                    ::core::hash::Hasher::write_u64(#stamp, #type_number);
                    #(#feeds)*
                }
            }
        });
        if self.asks_for_loader {
            tokens.extend(quote_spanned!(name.span()=> const _: () = #runtime::loader_declared::<#name>();));
        }
    }
}
