//! A function that loads users, by their ids or by requests, or resources.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, LitStr, ReturnType, Type, parse_quote, spanned::Spanned};

use crate::{
    diagnostics::Reported,
    runtime_path::RuntimePath,
    syntax::{
        cfgs,
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

/// What a loader loads, and by what.
pub(crate) enum Loads {
    /// Users, by their ids.
    Users,
    /// Users, by nothing but the request.
    UsersByRequest(RequestTerms),
    /// Resources, by the ids in paths.
    Resources,
}

/// The terms on which a request says who is there.
pub(crate) struct RequestTerms {
    pub(crate) challenge: Option<LitStr>,
    pub(crate) is_fresh: bool,
    pub(crate) before_session: bool,
}

impl Loads {
    /// What messages take for an example.
    pub(crate) fn example(&self) -> &'static str {
        match self {
            Self::Users | Self::UsersByRequest(_) => "User",
            Self::Resources => "Post",
        }
    }

    /// Whether the first argument is an id.
    pub(crate) fn takes_id(&self) -> bool {
        !matches!(self, Self::UsersByRequest(_))
    }

    /// Whether it answers the question who is there.
    pub(crate) fn tells_who_is_there(&self) -> bool {
        !matches!(self, Self::Resources)
    }

    /// The trait in the runtime, and its function.
    fn names(&self) -> [&'static str; 2] {
        match self {
            Self::Users => ["UserLoader", "load"],
            Self::UsersByRequest(_) => ["RequestLoader", "load_from_request"],
            Self::Resources => ["ResourceLoader", "load"],
        }
    }
}

/// The types of a loader's arguments.
pub(crate) struct LoaderCall {
    pub(crate) id: Option<Type>,
    pub(crate) extractors: Vec<Type>,
}

impl LoaderCall {
    /// Where what is extracted waits for the call.
    fn locals(&self) -> Vec<Ident> {
        let name = |position| local(&format!("arg_{position}"), Span::call_site());
        (1..=self.extractors.len()).map(name).collect()
    }
}

impl ToTokens for LoaderPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, function, loaded, loads, .. } = self;
        let cfgs = cfgs::among(&function.attrs);
        // Named for the messages that rustc writes it in.
        let state = self.state.clone().unwrap_or_else(|| parse_quote!(__AnyState));
        let is_any = self.state.is_none();
        let generics = is_any.then(|| quote!(<#state>));
        let bounds = is_any.then(|| self.bounds(&state));
        let loader = format_ident!("{}", loads.names()[0]);
        let items = self.items();
        let load = self.load(&state);
        let load_at_once = self.load_at_once(&state);
        let declared = self.declared();
        tokens.extend(quote! {
            #function

            #(#cfgs)*
            #[automatically_derived]
            impl #generics #runtime::#loader<#state> for #loaded #bounds {
                #items
                #load
                #load_at_once
            }

            #declared
        });
    }
}

impl LoaderPlan {
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

    /// What the impl says beside its function.
    fn items(&self) -> Option<TokenStream> {
        match &self.loads {
            // A user says what its id is; a resource is told by its loader.
            Loads::Resources => self.id_type().map(|id| quote!(type Id = #id;)),
            Loads::Users => None,
            Loads::UsersByRequest(terms) => Some(terms.items()),
        }
    }

    /// The type of the id, of a loader that takes one.
    fn id_type(&self) -> Option<TokenStream> {
        let Self { runtime, loaded, .. } = self;
        match (&self.call, &self.loads) {
            // As it is written: one that differs from the user's id is reported there, with the right one.
            (Ok(call), _) => call.id.as_ref().map(ToTokens::to_token_stream),
            (Err(_), Loads::Users) => Some(quote!(<#loaded as #runtime::UserMixin>::Id)),
            (Err(_), Loads::Resources) => Some(quote!(::std::string::String)),
            (Err(_), Loads::UsersByRequest(_)) => None,
        }
    }

    /// What turns a missing half into an error: the loader that a user type needs, or the word for a loader on the struct.
    fn declared(&self) -> Option<TokenStream> {
        let Self { runtime, function, loaded, .. } = self;
        let declared = match &self.loads {
            Loads::Users if self.state.is_none() => quote! {
                #[automatically_derived]
                impl #runtime::LoaderDeclared for #loaded {}
            },
            Loads::UsersByRequest(_) => {
                let runtime = runtime.at(loaded.span());
                quote_spanned!(loaded.span()=> const _: () = #runtime::request_loader_declared::<#loaded>();)
            }
            // One that names its state may load what another crate declares.
            Loads::Users | Loads::Resources => return None,
        };
        let cfgs = cfgs::among(&function.attrs);
        Some(quote!(#(#cfgs)* #declared))
    }

    fn load(&self, state: &Type) -> TokenStream {
        let Self { runtime, function, loads, .. } = self;
        let (arguments, body) = match &self.call {
            Ok(call) => self.calling(call, state),
            Err(_) => ([quote!(_), quote!(_), quote!(_)], quote!(::core::unreachable!())),
        };
        let [id, parts, request_state] = arguments;
        let id = self.id_type().map(|ty| quote!(#id: #ty,));
        let place = shown_at(&function.sig.ident);
        let load = Ident::new(loads.names()[1], place);
        quote_spanned! {place=>
            async fn #load(
                #id
                #parts: &mut #runtime::Parts,
                #request_state: &#state,
            ) -> ::core::result::Result<::core::option::Option<Self>, #runtime::LoaderFailure> {
                #body
            }
        }
    }

    /// The patterns of the arguments, and the body that calls the function.
    fn calling(&self, call: &LoaderCall, state: &Type) -> ([TokenStream; 3], TokenStream) {
        let Self { runtime, function, .. } = self;
        let given_id = local("id", Span::call_site());
        let parts = local("parts", Span::call_site());
        let request_state = local("state", Span::call_site());
        let locals = call.locals();
        let extracted = locals.iter().zip(&call.extractors).map(|(local, ty)| match &self.loads {
            Loads::UsersByRequest(_) => quote! {
                let ::core::option::Option::Some(#local) =
                    #runtime::extract_credentials::<#ty, #state>(#parts, #request_state).await?
                else {
                    return ::core::result::Result::Ok(::core::option::Option::None);
                };
            },
            Loads::Users | Loads::Resources => quote! {
                let #local = #runtime::extract::<#ty, #state>(#parts, #request_state).await?;
            },
        });
        let name = &function.sig.ident;
        let arguments = call.id.iter().map(|_| &given_id).chain(&locals);
        let wait = function.sig.asyncness.map(|_| quote!(.await));
        let loaded = local("loaded", Span::call_site());
        let result = self.converted(&loaded);
        let body = quote! {
            #(#extracted)*
            let #loaded = #name(#(#arguments),*)#wait;
            #result
        };
        let unless_idle = |local: &Ident| if locals.is_empty() { quote!(_) } else { quote!(#local) };
        ([quote!(#given_id), unless_idle(&parts), unless_idle(&request_state)], body)
    }

    /// What the function returned, as the trait has it.
    fn converted(&self, returned: &Ident) -> TokenStream {
        let Self { runtime, function, loaded, .. } = self;
        // What is returned and fits nothing is reported where it is written.
        match &function.sig.output {
            ReturnType::Type(_, ty) => quote_spanned! {shown_at(ty)=>
                <#ty as #runtime::LoaderOutput<#loaded>>::into_loaded(#returned)
            },
            ReturnType::Default => quote!(#runtime::LoaderOutput::<#loaded>::into_loaded(#returned)),
        }
    }

    /// The trait's function that does not wait, for a loader of users that is no `async fn`.
    fn load_at_once(&self, state: &Type) -> Option<TokenStream> {
        let Self { runtime, function, .. } = self;
        let (Loads::Users, Ok(call), None) = (&self.loads, &self.call, function.sig.asyncness) else {
            return None;
        };
        let id_type = call.id.as_ref()?;
        let [id, given_state, loaded] = ["id", "state", "loaded"].map(|name| local(name, Span::call_site()));
        let locals = call.locals();
        let extracted = locals.iter().zip(&call.extractors).map(|(local, ty)| {
            quote! {
                let #local = #runtime::extract_at_once::<#ty, #state>(
                    { use #runtime::OfRequest as _; #runtime::OfState::<#ty>::IS },
                    #given_state,
                )?;
            }
        });
        let name = &function.sig.ident;
        let result = self.converted(&loaded);
        let given_state = if locals.is_empty() { quote!(_) } else { quote!(#given_state) };
        Some(quote! {
            fn load_at_once(
                #id: &#id_type,
                #given_state: &#state,
            ) -> ::core::option::Option<
                ::core::result::Result<::core::option::Option<Self>, #runtime::LoaderFailure>,
            > {
                #(#extracted)*
                let #loaded = #name(::core::clone::Clone::clone(#id), #(#locals),*);
                ::core::option::Option::Some(#result)
            }
        })
    }
}

impl RequestTerms {
    /// The terms that differ from the trait's own.
    fn items(&self) -> TokenStream {
        let challenge = self.challenge.as_ref().map(|challenge| {
            quote! {
                const CHALLENGE: ::core::option::Option<&'static ::core::primitive::str> =
                    ::core::option::Option::Some(#challenge);
            }
        });
        let is_fresh = self.is_fresh.then(|| {
            quote!(
                const IS_FRESH: ::core::primitive::bool = true;
            )
        });
        let before_session = self.before_session.then(|| {
            quote!(
                const BEFORE_SESSION: ::core::primitive::bool = true;
            )
        });
        quote!(#challenge #is_fresh #before_session)
    }
}
