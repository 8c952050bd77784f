//! A handler with an access rule.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Token, ext::IdentExt};

use super::{
    own_conditions::OwnConditions,
    rule_plan::{RequiresPlan, RuleKind, RulePlan},
};
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
    asks_identity: Option<TokenTree>,
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
    /// signature: generic parameters, `impl Trait`, elided lifetimes; or may not be there.
    pub(crate) fn asks_by_arguments(mut self) -> Self {
        let (runtime, function) = (&self.runtime, &self.function);
        let means_something = |argument: &Argument| {
            !argument.is_conditional && !types::mentions(argument.ty(), &["impl", "&", "_", "Self"])
        };
        self.asks_identity = if function.arguments.is_empty() {
            Some(Ident::new("false", Span::call_site()).into())
        } else if function.generics.is_empty() && function.arguments.iter().all(means_something) {
            let arguments = function.arguments.iter().map(Argument::ty);
            let asks = quote!(use #runtime::AsksByDefault as _; #(#runtime::Asks::<#arguments>::ASKS)||*);
            Some(Group::new(Delimiter::Brace, asks).into())
        } else {
            None
        };
        self
    }

    /// Says that the function stands in the `impl` of a type, beside which its rule is declared.
    pub(crate) fn within(self, ty: Ident) -> Self {
        Self { within: Some(ty), ..self }
    }

    /// The type that has the conditions for which the runtime has none, and the rule that has some.
    fn own(&self) -> Option<(Ident, &RequiresPlan)> {
        let RuleKind::Requires(plan) = &self.rule.kind else { return None };
        if plan.own_conditions().is_empty() {
            return None;
        }
        let name = &self.function.ident;
        let prefix = self.within.as_ref().map(|ty| format!("{ty}_")).unwrap_or_default();
        Some((format_ident!("__login_rule_{prefix}{}", name.unraw(), span = name.span()), plan))
    }

    /// Prints that type, where there are such conditions.
    pub(crate) fn declare(&self, tokens: &mut TokenStream) {
        let Some((own, plan)) = self.own() else { return };
        let (vis, cfgs) = (&self.function.vis, cfgs::among(&self.function.attrs));
        tokens.extend(quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(non_camel_case_types)]
            #(#vis)* enum #own {}
        });
        OwnConditions { runtime: &self.runtime, plan, cfgs: &cfgs, own: &own }.print(tokens);
    }

    /// The guard, as an argument.
    fn argument(&self) -> TokenStream {
        let guard = match self.rule.kind {
            RuleKind::Plain(_) => "Guard",
            RuleKind::Requires(_) => "RuleGuard",
        };
        let mut tokens = quote!(_:);
        self.runtime.print_generic(guard, &mut tokens, |tokens| {
            let own = self.own().map(|(own, _)| own);
            self.rule.print_type(&self.runtime, self.asks_identity.clone(), own.as_ref(), tokens);
            if let Some(user) = handler::user_argument(&self.function) {
                tokens.extend(quote!(, #user));
            }
        });
        <Token![,]>::default().to_tokens(&mut tokens);
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
        if self.rule.names_types() {
            // They stand in the signature by our doing alone.
            tokens.extend([quote!(#[allow(private_interfaces)])]);
        }
        if self.within.is_some() {
            // In an `impl` clippy does not see that a macro wants it.
            tokens.extend([quote!(#[allow(clippy::unused_async)])]);
        }
        function.print_behind(self.argument(), tokens);
    }
}

impl ToTokens for GuardPlan {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.declare(tokens);
        self.guard(tokens);
    }
}
