//! A function that loads users, or resources.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, ReturnType, Type, parse_quote, spanned::Spanned};

use crate::{
    diagnostics::Reported,
    runtime_path::RuntimePath,
    syntax::{
        lenient_fn::LenientFn,
        locals::{local, shown_at},
    },
};

/// The function to emit as it is, and the impl that calls it.
pub(crate) struct LoaderPlan {
    pub(crate) runtime: RuntimePath,
    pub(crate) function: LenientFn,
    pub(crate) loads: Loads,
    /// The type it loads, as the return type names it.
    pub(crate) loaded: Type,
    /// The one state type the loader is for; every state that fits when not given.
    pub(crate) state: Option<Type>,
    /// How to call the function; without it the impl only keeps a missing loader from being reported too.
    pub(crate) call: Result<LoaderCall, Reported>,
}

/// What a loader loads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loads {
    Users,
    Resources,
}

impl Loads {
    /// What messages take for an example.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Users => "User",
            Self::Resources => "Post",
        }
    }
}

/// The types of a loader's arguments.
pub(crate) struct LoaderCall {
    pub(crate) id: Type,
    pub(crate) extractors: Vec<Type>,
}

impl ToTokens for LoaderPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, function, loaded, loads, .. } = self;
        let cfgs: Vec<_> = function.cfgs().collect();
        // Named for the messages that rustc writes it in.
        let state = self.state.clone().unwrap_or_else(|| parse_quote!(__AnyState));
        let load = self.load(&state);
        let loader = format_ident!("{}", self.loader_trait());
        // A user says what its id is; a resource is told by its loader.
        let id = self.call.as_ref().map_or(quote!(::std::string::String), |call| call.id.to_token_stream());
        let id = (*loads == Loads::Resources).then(|| quote!(type Id = #id;));
        let (generics, bounds, declared) = if self.state.is_some() {
            (None, None, None)
        } else {
            let generics = quote!(<#state>);
            let bounds = self.bounds(&state);
            let declared = (*loads == Loads::Users).then(|| {
                quote! {
                    #(#cfgs)*
                    #[automatically_derived]
                    impl #runtime::LoaderDeclared for #loaded {}
                }
            });
            (Some(generics), Some(bounds), declared)
        };
        tokens.extend(quote! {
            #function

            #(#cfgs)*
            #[automatically_derived]
            impl #generics #runtime::#loader<#state> for #loaded #bounds {
                #id
                #load
            }

            #declared
        });
    }
}

impl LoaderPlan {
    /// The name of the trait in the runtime.
    fn loader_trait(&self) -> &'static str {
        match self.loads {
            Loads::Users => "UserLoader",
            Loads::Resources => "ResourceLoader",
        }
    }

    /// What the impl for every state asks of it: that each extractor works with it.
    fn bounds(&self, state: &Type) -> TokenStream {
        let runtime = &self.runtime;
        let extractors = self.call.iter().flat_map(|call| &call.extractors);
        let extractors =
            extractors.map(|ty| quote_spanned!(ty.span()=> #ty: #runtime::FromRequestParts<#state>));
        quote! {
            where
                #state: ::core::marker::Send + ::core::marker::Sync + 'static,
                #(#extractors,)*
        }
    }

    fn load(&self, state: &Type) -> TokenStream {
        let Self { runtime, function, loaded, call, .. } = self;
        let (id_type, arguments, body) = match call {
            Ok(call) => {
                let (arguments, body) = call.of(function, runtime, loaded, state);
                // As it is written: one that differs from the user's id is reported there, with the right one.
                (call.id.to_token_stream(), arguments, body)
            }
            Err(_) => (
                match self.loads {
                    Loads::Users => quote!(<#loaded as #runtime::UserMixin>::Id),
                    Loads::Resources => quote!(Self::Id),
                },
                [quote!(_), quote!(_), quote!(_)],
                quote!(::core::unreachable!()),
            ),
        };
        let [id, parts, request_state] = arguments;
        quote_spanned! {shown_at(&function.sig.ident)=>
            async fn load(
                #id: #id_type,
                #parts: &mut #runtime::Parts,
                #request_state: &#state,
            ) -> ::core::result::Result<::core::option::Option<Self>, #runtime::LoaderFailure> {
                #body
            }
        }
    }
}

impl LoaderCall {
    /// The patterns of `load`'s arguments, and its body.
    fn of(
        &self,
        function: &LenientFn,
        runtime: &RuntimePath,
        target: &Type,
        state: &Type,
    ) -> ([TokenStream; 3], TokenStream) {
        let extractors = &self.extractors;
        let name = &function.sig.ident;
        let given_id = local("id", Span::call_site());
        let parts = local("parts", Span::call_site());
        let request_state = local("state", Span::call_site());
        let locals: Vec<_> = (1..=extractors.len())
            .map(|position| local(&format!("arg_{position}"), Span::call_site()))
            .collect();
        let wait = function.sig.asyncness.map(|_| quote!(.await));
        let loaded = local("loaded", Span::call_site());
        // What is returned and fits nothing is reported where it is written.
        let result = match &function.sig.output {
            ReturnType::Type(_, returned) => quote_spanned! {shown_at(returned)=>
                <#returned as #runtime::LoaderOutput<#target>>::into_loaded(#loaded)
            },
            ReturnType::Default => quote!(#runtime::LoaderOutput::<#target>::into_loaded(#loaded)),
        };
        let body = quote! {
            #(let #locals = #runtime::extract::<#extractors, #state>(#parts, #request_state).await?;)*
            let #loaded = #name(#given_id, #(#locals),*)#wait;
            #result
        };
        let unless_idle = |local: &Ident| if extractors.is_empty() { quote!(_) } else { quote!(#local) };
        ([quote!(#given_id), unless_idle(&parts), unless_idle(&request_state)], body)
    }
}
