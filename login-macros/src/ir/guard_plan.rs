//! A handler with an access rule.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Type, ext::IdentExt, parse_quote};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    handler,
    model::guard_args::GuardArgs,
    runtime_path::RuntimePath,
    syntax::{access_attributes, lenient_fn::LenientFn, types},
};

/// As many arguments as clippy allows: the guard, which is none of the user's, would be one too many.
const CLIPPY_ARGUMENTS: usize = 7;

/// The function to emit with a guard in front, and the rule to declare beside it.
pub(crate) struct GuardPlan {
    runtime: RuntimePath,
    function: LenientFn,
    /// The name of the macro, and of the constructor of `AccessRule` for it.
    attribute: &'static str,
    /// How old the login may be, in seconds, when the rule says so.
    within: Option<u64>,
    insecure_cross_origin: bool,
    /// Whether the handler asks who the user is; the trait's answer, yes, when not given.
    asks_identity: Option<TokenStream>,
}

impl GuardPlan {
    /// Checks what all guards share.
    pub(crate) fn check(
        attribute: &'static str,
        args: &GuardArgs,
        mut function: LenientFn,
        runtime: RuntimePath,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        for second in access_attributes::take(&mut function.attrs) {
            let name = access_attributes::name(&second).map(ToString::to_string).unwrap_or_default();
            diagnostics.error(second.path(), messages::second_access_attribute(attribute, &name));
        }
        handler::check(attribute, &mut function.sig, diagnostics)?;
        let insecure_cross_origin = args.insecure_cross_origin.is_some();
        Ok(Self { runtime, function, attribute, within: None, insecure_cross_origin, asks_identity: None })
    }

    /// Asks for a login no older than that.
    pub(crate) fn within(self, within: Option<u64>) -> Self {
        Self { within, ..self }
    }

    /// Lets the arguments' types say whether the handler asks who the user is, unless they mean nothing outside the
    /// signature: generic parameters, `impl Trait`, elided lifetimes.
    pub(crate) fn asks_by_arguments(mut self) -> Self {
        let (runtime, signature) = (&self.runtime, &self.function.sig);
        let arguments: Vec<_> = handler::argument_types(signature).collect();
        let unnameable = |ty| types::mentions(ty, &["impl", "&", "_"]);
        self.asks_identity = if arguments.is_empty() {
            Some(quote!(false))
        } else if signature.generics.params.is_empty() && !arguments.iter().any(unnameable) {
            Some(quote!({ use #runtime::AsksByDefault as _; #(#runtime::Asks::<#arguments>::ASKS)||* }))
        } else {
            None
        };
        self
    }
}

impl GuardPlan {
    /// The rule, as calls on `AccessRule`.
    fn rule(&self) -> TokenStream {
        let (runtime, constructor) = (&self.runtime, format_ident!("{}", self.attribute));
        let within = self.within.map(Literal::u64_unsuffixed).into_iter();
        let insecure = self.insecure_cross_origin.then(|| quote!(.insecure_cross_origin()));
        quote!(#runtime::AccessRule::#constructor()#(.within(::core::time::Duration::from_secs(#within)))*#insecure)
    }
}

impl ToTokens for GuardPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { runtime, function, asks_identity, .. } = self;
        let rule = self.rule();
        let cfgs: Vec<_> = function.cfgs().collect();
        let vis = &function.vis;
        let name = &function.sig.ident;
        let name_text = name.unraw().to_string();
        let declared = format_ident!("__login_rule_{}", name.unraw(), span = name.span());
        let asks_identity = asks_identity.iter();
        // The name's span makes `line!()` that of the name.
        let site = quote_spanned! {name.span()=>
            #runtime::HandlerSite::new(::core::module_path!(), #name_text, ::core::file!(), ::core::line!())
        };
        let mut guarded = function.clone();
        if guarded.sig.inputs.len() == CLIPPY_ARGUMENTS {
            guarded.attrs.push(parse_quote!(#[allow(clippy::too_many_arguments)]));
        }
        let guard: Type = parse_quote!(#runtime::Guard<#declared>);
        handler::insert_first_extractor(&mut guarded.sig, &guard);
        tokens.extend(quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            #vis struct #declared;

            #(#cfgs)*
            #[automatically_derived]
            impl #runtime::DeclaredRule for #declared {
                const RULE: #runtime::AccessRule = #rule;
                const HANDLER: #runtime::HandlerSite = #site;
                #(const ASKS_IDENTITY: ::core::primitive::bool = #asks_identity;)*
            }

            #guarded
        });
    }
}
