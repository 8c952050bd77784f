//! A struct that is a user.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Generics, Ident, Path, Type, ext::IdentExt, parse_quote, spanned::Spanned};

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
    /// The fields that hold roles.
    pub(crate) roles: Vec<RoleField>,
    /// The fields that hold permissions.
    pub(crate) permissions: Vec<UserField>,
    /// Whether a request alone may say who is there.
    pub(crate) asks_requests: bool,
    pub(crate) loading: Loading,
}

/// A field of the user, by its own name.
#[derive(Clone)]
pub(crate) struct UserField {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

/// A field that holds roles.
pub(crate) struct RoleField {
    pub(crate) field: UserField,
    /// The type of the roles, if it is written there.
    pub(crate) role: Option<Type>,
}

/// When a user is active.
pub(crate) enum Activity {
    /// When the function says so.
    By(Path),
    /// When all of `active` are true and none of `inactive` is.
    Fields { active: Vec<UserField>, inactive: Vec<UserField> },
}

/// How users are loaded by id.
pub(crate) enum Loading {
    /// By a loader in this crate, which must be there.
    Here,
    /// By a loader that cannot be asked for: one of another crate, or of a generic user.
    Elsewhere,
    /// Not at all: requests alone say who is there.
    Never,
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

impl RoleField {
    /// What the type of the field has to say, all of it by one call at one place: what is wrong with the type is told once.
    fn roles_in(&self, runtime: &RuntimePath) -> TokenStream {
        let (ty, role) = (&self.field.ty, &self.role);
        let at = shown_at(ty);
        let runtime = runtime.at(at);
        let role = role.as_ref().map_or_else(|| quote_spanned!(at=> _), ToTokens::to_token_stream);
        quote_spanned!(at=> #runtime::roles_in::<#ty, #role>())
    }

    /// The answer of one of its methods about a value.
    fn ask(&self, runtime: &RuntimePath, wanted: &Ident, method: &str) -> TokenStream {
        let (roles_in, value) = (self.roles_in(runtime), self.field.of_self());
        let method = Ident::new(method, Span::call_site());
        quote!(#roles_in.#method(#wanted, &#value))
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

impl UserPlan {
    /// The methods that say which roles and permissions a user has, for a user type that has any.
    fn access(&self) -> Option<TokenStream> {
        let Self { runtime, roles, permissions, .. } = self;
        if roles.is_empty() && permissions.is_empty() {
            return None;
        }
        let wanted = local("wanted", Span::call_site());
        let role_bits = roles.iter().map(|role| role.ask(runtime, &wanted, "bits"));
        let held = roles.iter().map(|role| role.ask(runtime, &wanted, "granted"));
        let own = permissions.iter().map(|field| {
            let (ty, value) = (&field.ty, field.of_self());
            quote_spanned!(shown_at(ty)=> #runtime::permissions_in::<#ty>().bits(#wanted, &#value))
        });
        let grantable = roles.iter().map(|role| {
            let roles_in = role.roles_in(runtime);
            quote!(#roles_in.grantable(#wanted))
        });
        let any = permissions.iter().map(|field| {
            let ty = &field.ty;
            quote_spanned!(shown_at(ty)=> #runtime::permissions_in::<#ty>().grantable(#wanted))
        });
        Some(quote! {
            fn role_bits(&self, #wanted: ::core::any::TypeId) -> ::core::option::Option<::core::primitive::u64> {
                ::core::option::Option::None #(.or_else(|| #role_bits))*
            }
            fn permission_bits(&self, #wanted: ::core::any::TypeId) -> ::core::option::Option<::core::primitive::u64> {
                ::core::option::Option::Some(0 #(| #held)* #(| #own)*)
            }
            fn grantable_bits(#wanted: ::core::any::TypeId) -> ::core::primitive::u64 {
                0 #(| #grantable)* #(| #any)*
            }
        })
    }
}

impl UserPlan {
    /// A user loader that finds nobody: a router asks every user type for one.
    fn loader_of_nobody(&self, generics: &Generics) -> TokenStream {
        let Self { runtime, name, .. } = self;
        let (_, type_generics, bounds) = generics.split_for_impl();
        let mut generics = generics.clone();
        generics.params.push(parse_quote!(__AnyState: ::core::marker::Send + ::core::marker::Sync + 'static));
        let (impl_generics, ..) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::UserLoader<__AnyState> for #name #type_generics #bounds {
                async fn load(
                    _: <Self as #runtime::UserMixin>::Id,
                    _: &mut #runtime::Parts,
                    _: &__AnyState,
                ) -> ::core::result::Result<::core::option::Option<Self>, #runtime::LoaderFailure> {
                    ::core::result::Result::Ok(::core::option::Option::None)
                }
            }
        }
    }
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
        // The user 1 of one type must not become the user 1 of another, nor that of another service with the same key: where the
        // type stands is part of the stamp, as a number, because it is fed on every request.
        let package = std::env::var("CARGO_PKG_NAME").unwrap_or_default();
        let (before, behind) = (format!("{package}/"), format!("::{}", name.unraw()));
        let type_number = quote! {
            const { #runtime::number_of(::core::concat!(#before, ::core::module_path!(), #behind)) }
        };
        let feeds = self.stamp.iter().map(|field| {
            let value = field.of_self();
            quote_spanned!(shown_at(&field.ty)=> ::core::hash::Hash::hash(&#value, #stamp);)
        });
        let access = self.access();
        let requests =
            format_ident!("{}", if self.asks_requests { "FromRequests" } else { "NoRequestLoader" });
        tokens.extend(quote! {
            #[automatically_derived]
            impl #impl_generics #runtime::UserMixin for #name #type_generics #bounds {
                type Id = #id_type;
                type Requests = #runtime::#requests;
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
                #access
            }
        });
        for role_field @ RoleField { field, role } in &self.roles {
            let (ty, value, roles_in) = (&field.ty, field.of_self(), role_field.roles_in(runtime));
            // Named wherever it can be: rustc shows it, and does not look behind `<Vec<Team> as AccessValues>::Of` when it asks
            // whether two of these impls are the same, as a later release of ours could make it another type.
            let role = role.as_ref().map_or_else(
                || quote_spanned!(ty.span()=> <#ty as #runtime::AccessValues>::Of),
                ToTokens::to_token_stream,
            );
            tokens.extend(quote! {
                #[automatically_derived]
                impl #impl_generics #runtime::HasRole<#role> for #name #type_generics #bounds {
                    fn role_set(&self) -> #runtime::AccessSet<#role> {
                        #roles_in.set(&#value)
                    }
                }
            });
        }
        if !(self.roles.is_empty() && self.permissions.is_empty()) {
            tokens.extend(quote! {
                #[automatically_derived]
                impl #impl_generics #runtime::HasPermissions for #name #type_generics #bounds {}
            });
        }
        tokens.extend(match self.loading {
            Loading::Here => {
                quote_spanned!(name.span()=> const _: () = #runtime::loader_declared::<#name>();)
            }
            Loading::Never => self.loader_of_nobody(&generics),
            Loading::Elsewhere => TokenStream::new(),
        });
    }
}
