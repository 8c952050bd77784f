//! A handler with an access rule.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, TokenStreamExt, format_ident, quote};
use syn::ext::IdentExt;

use super::{declaration::Declaration, rule_plan::RulePlan};
use crate::{
    diagnostics::{Diagnostics, Reported},
    handler,
    runtime_path::RuntimePath,
    syntax::{access_attributes, argument::Argument, cfgs, handler_fn::HandlerFn, types},
};

/// As many arguments as clippy allows: the guard, which is none of the user's, would be one too many.
const CLIPPY_ARGUMENTS: usize = 7;

/// The function to emit with a guard in front, and the rule to declare beside it.
pub(crate) struct GuardPlan {
    runtime: RuntimePath,
    function: HandlerFn,
    rule: RulePlan,
    /// Whether the handler asks who the user is; the trait's answer, yes, when not given.
    asks_identity: Option<TokenStream>,
    /// The type whose `impl` the function stands in.
    within: Option<Ident>,
    /// The arguments were refused, and are kept from the route, where they would be refused again.
    hides_arguments: bool,
}

impl GuardPlan {
    /// Checks what all guards share. `written` is the attribute as it stands, for the message that joins two of them.
    pub(crate) fn check(
        attribute: &'static str,
        written: &TokenStream,
        rule: RulePlan,
        mut function: HandlerFn,
        runtime: RuntimePath,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        for second in access_attributes::take(&mut function.attrs) {
            let message = access_attributes::conflict(attribute, written, &second);
            diagnostics.error(second.path(), message);
        }
        handler::check(attribute, &mut function, diagnostics)?;
        let is_refused = handler::refuse_early_bodies(&function, diagnostics).is_err();
        let hides_arguments = is_refused || rule.hides_arguments;
        Ok(Self { runtime, function, rule, asks_identity: None, within: None, hides_arguments })
    }

    /// Lets the arguments' types say whether the handler asks who the user is, unless they mean nothing outside the
    /// signature: generic parameters, `impl Trait`, elided lifetimes.
    pub(crate) fn asks_by_arguments(mut self) -> Self {
        let (runtime, function) = (&self.runtime, &self.function);
        let arguments: Vec<_> = function.arguments.iter().map(Argument::ty).collect();
        let unnameable = |ty| types::mentions(ty, &["impl", "&", "_"]);
        self.asks_identity = if arguments.is_empty() {
            Some(quote!(false))
        } else if function.generics.is_empty() && !arguments.iter().any(unnameable) {
            Some(quote!({ use #runtime::AsksByDefault as _; #(#runtime::Asks::<#arguments>::ASKS)||* }))
        } else {
            None
        };
        self
    }

    /// Says that the function stands in the `impl` of a type, beside which its rule is declared.
    pub(crate) fn within(self, ty: Ident) -> Self {
        Self { within: Some(ty), ..self }
    }

    /// The type whose `impl` the function stands in, and what separates them.
    fn prefix(&self, separator: &str) -> String {
        self.within.as_ref().map(|ty| format!("{ty}{separator}")).unwrap_or_default()
    }

    /// The type that stands for the rule.
    fn declared(&self) -> Ident {
        let name = &self.function.ident;
        let prefix = self.prefix("_");
        format_ident!("__login_rule_{prefix}{}", name.unraw(), span = name.span())
    }

    /// The type that stands for the rule, with what it declares.
    pub(crate) fn declaration(&self) -> TokenStream {
        let (runtime, declared) = (&self.runtime, self.declared());
        let name = &self.function.ident;
        let prefix = self.prefix("::");
        let cfgs = cfgs::among(&self.function.attrs);
        let declaration = Declaration {
            runtime,
            rule: &self.rule,
            cfgs: cfgs.clone(),
            declared: &declared,
            name,
            text: format!("{prefix}{}", name.unraw()),
        };
        let asks = self.asks_identity.as_ref();
        let asks = asks.map(|asks| quote!(const ASKS_IDENTITY: ::core::primitive::bool = #asks;));
        let vis = &self.function.vis;
        let mut tokens = quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            #(#vis)* struct #declared;
        };
        tokens.extend([declaration.declares(asks.as_ref())]);
        tokens.append_all(self.rule.is_typed().then(|| declaration.fits()));
        tokens
    }

    /// Prints the function with its guard.
    pub(crate) fn guard(&self, tokens: &mut TokenStream) {
        let hides = self.hides_arguments && self.within.is_none();
        let hidden = hides.then(|| handler::hide_arguments(self.function.clone()));
        let function = hidden.as_ref().unwrap_or(&self.function);
        if function.arguments.len() == CLIPPY_ARGUMENTS {
            tokens.extend([quote!(#[allow(clippy::too_many_arguments)])]);
        }
        if self.within.is_some() {
            // In an `impl` clippy does not see that a macro wants it.
            tokens.extend([quote!(#[allow(clippy::unused_async)])]);
        }
        let (runtime, declared, guard_type) = (&self.runtime, self.declared(), self.rule.guard_type());
        let asks = handler::user_argument(&self.function).map(|asks| quote!(, #asks));
        function.print_behind(quote!(_: #runtime::#guard_type<#declared #asks>,), tokens);
    }
}

impl ToTokens for GuardPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // In a list: a stream by itself would be taken apart, token by token.
        tokens.extend([self.declaration()]);
        self.guard(tokens);
    }
}
