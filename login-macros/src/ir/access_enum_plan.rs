//! An enum of roles or permissions.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Generics, Path, ext::IdentExt, parse_quote};

use crate::{
    diagnostics::Reported,
    runtime_path::RuntimePath,
    syntax::locals::{local, shown_at},
};

/// The enum with its values, in order.
pub(crate) struct AccessEnumPlan {
    pub(crate) runtime: RuntimePath,
    pub(crate) name: Ident,
    /// Reported when there are any, and printed so that the missing impl does not echo.
    pub(crate) generics: Generics,
    /// Without them the impls only keep missing ones from being reported too.
    pub(crate) values: Result<Vec<Value>, Reported>,
    pub(crate) kind: Kind,
    /// The words that ask for serde and sqlx.
    pub(crate) formats: Vec<(Ident, &'static str)>,
}

/// One variant.
pub(crate) struct Value {
    pub(crate) name: Ident,
    /// The name to store.
    pub(crate) text: String,
}

pub(crate) enum Kind {
    Permissions,
    /// For each role the bits of all it includes, itself among them, and the permissions it grants.
    Roles(Vec<RoleValue>),
}

pub(crate) struct RoleValue {
    pub(crate) included: u64,
    pub(crate) grants: Vec<Path>,
}

impl AccessEnumPlan {
    /// Impls that stand in for those of an enum that is none.
    fn stand_in(&self) -> TokenStream {
        let Self { runtime, name, .. } = self;
        let mut generics = self.generics.clone();
        generics.make_where_clause().predicates.push(parse_quote! {
            Self: ::core::marker::Sized + ::core::marker::Send + ::core::marker::Sync + 'static
        });
        let (impl_generics, type_generics, bounds) = generics.split_for_impl();
        let kind = match self.kind {
            Kind::Permissions => {
                quote!(impl #impl_generics #runtime::Permission for #name #type_generics #bounds {})
            }
            Kind::Roles(_) => quote! {
                impl #impl_generics #runtime::Role for #name #type_generics #bounds {
                    fn with_included(&self) -> #runtime::AccessSet<Self> { ::core::unreachable!() }
                    fn granted_bits(&self, _: ::core::any::TypeId) -> ::core::primitive::u64 { ::core::unreachable!() }
                }
            },
        };
        quote! {
            impl #impl_generics #runtime::AccessEnum for #name #type_generics #bounds {
                const TYPE_NAME: &'static ::core::primitive::str = "";
                const ALL: &'static [Self] = &[];
                const NUMBERS: &'static [::core::primitive::i64] = &[];
                fn index(&self) -> ::core::primitive::u32 { ::core::unreachable!() }
                fn from_index(_: ::core::primitive::u32) -> ::core::option::Option<Self> { ::core::unreachable!() }
                fn variant(&self) -> &'static ::core::primitive::str { ::core::unreachable!() }
                fn name(&self) -> &'static ::core::primitive::str { ::core::unreachable!() }
            }
            impl #impl_generics #runtime::AccessValues for #name #type_generics #bounds {
                type Of = Self;
                fn access_set(&self) -> #runtime::AccessSet<Self> { ::core::unreachable!() }
            }
            #kind
        }
    }
}

impl ToTokens for AccessEnumPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, name, .. } = self;
        let Ok(values) = &self.values else {
            tokens.extend(self.stand_in());
            return;
        };
        let text = name.unraw().to_string();
        let variants: Vec<_> = values.iter().map(|value| &value.name).collect();
        let indices: Vec<_> = (0..).map(Literal::u32_unsuffixed).take(variants.len()).collect();
        let words = variants.iter().map(|variant| variant.unraw().to_string());
        let texts = values.iter().map(|value| &value.text);
        let kind = self.kind.of(runtime, name, &variants);
        let [at, formatter, written, value, number] =
            ["at", "formatter", "written", "value", "number"].map(|role| local(role, Span::call_site()));
        let formats = self.formats.iter().map(|(word, format)| {
            let root = runtime.root_at(word.span());
            let implement = Ident::new(&format!("__access_enum_{format}"), word.span());
            quote_spanned!(word.span()=> #root::#implement! { #name })
        });
        tokens.extend(quote! {
            #[automatically_derived]
            impl #runtime::AccessEnum for #name {
                const TYPE_NAME: &'static ::core::primitive::str = #text;
                const ALL: &'static [Self] = &[#(Self::#variants),*];
                const NUMBERS: &'static [::core::primitive::i64] = &[#(Self::#variants as ::core::primitive::i64),*];
                fn index(&self) -> ::core::primitive::u32 {
                    match self { #(Self::#variants => #indices,)* }
                }
                fn from_index(#at: ::core::primitive::u32) -> ::core::option::Option<Self> {
                    match #at {
                        #(#indices => ::core::option::Option::Some(Self::#variants),)*
                        _ => ::core::option::Option::None,
                    }
                }
                fn variant(&self) -> &'static ::core::primitive::str {
                    match self { #(Self::#variants => #words,)* }
                }
                fn name(&self) -> &'static ::core::primitive::str {
                    match self { #(Self::#variants => #texts,)* }
                }
            }

            #[automatically_derived]
            impl #runtime::AccessValues for #name {
                type Of = Self;
                fn access_set(&self) -> #runtime::AccessSet<Self> {
                    #runtime::AccessSet::of_bits(1 << #runtime::AccessEnum::index(self))
                }
            }

            #[automatically_derived]
            impl ::core::fmt::Display for #name {
                fn fmt(&self, #formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #formatter.pad(#runtime::AccessEnum::name(self))
                }
            }

            // `Self::Err` and `Self::Error` could be variants of the user's.
            #[automatically_derived]
            impl ::core::str::FromStr for #name {
                type Err = #runtime::UnknownName;
                fn from_str(#written: &::core::primitive::str) -> ::core::result::Result<Self, #runtime::UnknownName> {
                    <Self as #runtime::AccessEnum>::from_name(#written)
                        .ok_or_else(|| #runtime::UnknownName::of::<Self>(#written))
                }
            }

            #[automatically_derived]
            impl ::core::convert::From<#name> for ::core::primitive::i64 {
                fn from(#value: #name) -> Self {
                    #value as Self
                }
            }

            #[automatically_derived]
            impl ::core::convert::TryFrom<::core::primitive::i64> for #name {
                type Error = #runtime::UnknownName;
                fn try_from(#number: ::core::primitive::i64) -> ::core::result::Result<Self, #runtime::UnknownName> {
                    #runtime::from_number(#number)
                }
            }

            #kind
            #(#formats)*
        });
    }
}

impl Kind {
    fn of(&self, runtime: &RuntimePath, name: &Ident, variants: &[&Ident]) -> TokenStream {
        let roles = match self {
            Self::Permissions => {
                return quote! {
                    #[automatically_derived]
                    impl #runtime::Permission for #name {}
                };
            }
            Self::Roles(roles) => roles,
        };
        let wanted = local("wanted", Span::call_site());
        let included = roles.iter().map(|role| Literal::u64_unsuffixed(role.included));
        let granted = roles.iter().map(|role| {
            let grants = by_type(&role.grants).into_iter().map(|grants| {
                // What is no permission is reported where it stands.
                let at = shown_at(grants[0]);
                let runtime = runtime.at(at);
                quote_spanned!(at=> #runtime::grants(#wanted, &[#(#grants),*]))
            });
            quote!(0 #(| #grants)*)
        });
        quote! {
            #[automatically_derived]
            impl #runtime::Role for #name {
                fn with_included(&self) -> #runtime::AccessSet<Self> {
                    #runtime::AccessSet::of_bits(match self { #(Self::#variants => #included,)* })
                }
                fn granted_bits(&self, #wanted: ::core::any::TypeId) -> ::core::primitive::u64 {
                    match self { #(Self::#variants => #granted,)* }
                }
            }
        }
    }
}

/// The grants that are written with the same type before them: one comparison of types is enough for all of them.
fn by_type(grants: &[Path]) -> Vec<Vec<&Path>> {
    let prefix = |path: &Path| {
        let segments: Vec<_> =
            path.segments.iter().rev().skip(1).map(|segment| segment.ident.clone()).collect();
        (path.leading_colon.is_some(), segments)
    };
    let mut groups: Vec<Vec<&Path>> = Vec::new();
    for grant in grants {
        match groups.iter_mut().find(|group| prefix(group[0]) == prefix(grant)) {
            Some(group) => group.push(grant),
            None => groups.push(vec![grant]),
        }
    }
    groups
}
