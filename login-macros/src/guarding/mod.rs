//! What the access attributes share: from conditions to a checked rule, on whatever the attribute stands.

mod group;
mod logic;
mod objects;
mod rule;

use darling::FromMeta;
use proc_macro2::TokenStream;
use syn::{Fields, Type};

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    handler,
    ir::{
        guard_plan::GuardPlan, guarded_plan::GuardedPlan, named_rule_plan::NamedRulePlan,
        plain_rule::PlainRule, rule_plan::RulePlan,
    },
    model::{guard_args::GuardArgs, requires_args::RequiresArgs},
    pipeline::Input,
    runtime_path::RuntimePath,
    syntax::{access_attributes, annotated::Annotated, handler_fn::HandlerFn, operators, types},
};

/// An access attribute that asks for a login.
pub(crate) struct Access {
    /// Its name.
    pub(crate) attribute: &'static str,
    /// Its arguments as they stand.
    pub(crate) written: TokenStream,
    pub(crate) asks: Asks,
    pub(crate) insecure_cross_origin: bool,
    pub(crate) runtime: RuntimePath,
}

/// What the attribute asks for.
pub(crate) enum Asks {
    Login,
    /// At most so many seconds ago; the manager's `fresh_for` when not given.
    FreshLogin(Option<u64>),
    Conditions(Box<RequiresArgs>),
}

impl Access {
    /// `#[login_required]`.
    pub(crate) fn login(args: &GuardArgs, written: TokenStream, runtime: RuntimePath) -> Self {
        let insecure_cross_origin = args.insecure_cross_origin.is_some();
        Self { attribute: "login_required", written, asks: Asks::Login, insecure_cross_origin, runtime }
    }

    /// `#[requires(...)]`.
    pub(crate) fn conditions(mut args: RequiresArgs, written: TokenStream, runtime: RuntimePath) -> Self {
        let insecure_cross_origin = args.insecure_cross_origin.take().is_some();
        let asks = Asks::Conditions(Box::new(args));
        Self { attribute: "requires", written, asks, insecure_cross_origin, runtime }
    }

    /// Either of the two, from its arguments.
    fn read(
        attribute: &str,
        written: TokenStream,
        runtime: RuntimePath,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let list = diagnostics.absorb(operators::arguments(&written)).ok()?;
        if attribute == "login_required" {
            let args = diagnostics.absorb(GuardArgs::from_list(&list)).ok()?;
            return Some(Self::login(&args, written, runtime));
        }
        let args = diagnostics.absorb(RequiresArgs::from_list(&list)).ok()?;
        let mut access = Self::conditions(args, written, runtime);
        access.report(diagnostics);
        Some(access)
    }

    /// Reports what is wrong with the arguments; what could be read is checked all the same.
    fn report(&mut self, diagnostics: &mut Diagnostics) {
        let Asks::Conditions(args) = &mut self.asks else { return };
        let Some(errors) = args.errors.take() else { return };
        let _: Result<(), Reported> = diagnostics.absorb(Err(errors));
        // The handlers of a group would only say the same once more.
        self.written = TokenStream::new();
    }
}

/// Checks the attribute on whatever it stands on.
pub(crate) fn check(
    mut access: Access,
    item: Annotated,
    diagnostics: &mut Diagnostics,
) -> Result<GuardedPlan, Reported> {
    access.report(diagnostics);
    match item {
        Annotated::Function(function) => {
            check_handler(access, function, diagnostics).map(GuardedPlan::Handler)
        }
        Annotated::Struct(item) => {
            if item.fields != Fields::Unit || !item.generics.params.is_empty() {
                return Err(diagnostics.error(&item.ident, messages::NAMED_RULE_SHAPE));
            }
            let rule = rule::named(&mut access, diagnostics);
            Ok(GuardedPlan::Named(NamedRulePlan { runtime: access.runtime, item, rule }))
        }
        Annotated::Module(item) => group::module(&access, item, diagnostics).map(GuardedPlan::Module),
        Annotated::Impl(item) => group::implementation(&access, item, diagnostics),
    }
}

/// Checks the attribute on a handler.
fn check_handler(
    mut access: Access,
    function: HandlerFn,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    // What stands in the other one may be about what this one is not.
    let has_another = access_attributes::is_one_among(&function.attrs);
    if let Asks::Conditions(args) = &access.asks
        && args.login_optional.is_some()
    {
        let message = |ty: &Type| messages::guests_too(&types::text(ty));
        handler::refuse_plain_user(&function, message, diagnostics);
    }
    let rule = rule::of_handler(&mut access, &function.arguments, has_another, diagnostics);
    let Access { attribute, written, runtime, .. } = access;
    GuardPlan::check(attribute, &written, rule, function, runtime, diagnostics)
}

/// Checks an attribute that lets guests in.
pub(crate) fn check_open(
    attribute: &'static str,
    rule: PlainRule,
    input: Input<GuardArgs, HandlerFn>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    let Input { args, written, item, runtime } = input;
    let insecure_cross_origin = args.unwrap_or_default().insecure_cross_origin.is_some();
    // Reported where it is; the rule stands.
    let has_another = access_attributes::is_one_among(&item.attrs);
    let _ = objects::check(&[], has_another, &item.arguments, diagnostics);
    let rule = RulePlan::plain(rule, insecure_cross_origin);
    GuardPlan::check(attribute, &written, rule, item, runtime, diagnostics)
}
