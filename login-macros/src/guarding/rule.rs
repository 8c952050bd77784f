//! From what an attribute asks for to the plan of its rule.

use syn::Signature;

use super::{Access, Asks, logic, objects};
use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    ir::rule_plan::{RuleKind, RulePlan},
    model::{
        condition::{Condition, Kind},
        requires_args::RequiresArgs,
    },
};

/// The rule of a handler. After a mistake it is the plain one, so that nothing echoes at the route.
pub(super) fn of_handler(access: &Access, signature: &Signature, diagnostics: &mut Diagnostics) -> RulePlan {
    match &access.asks {
        Asks::Conditions(args) => {
            let checked = check_conditions(args, diagnostics);
            let objects = objects::check(&args.conditions, args.is_partial, signature, diagnostics);
            match checked.and(objects) {
                Ok(objects) => requires(args, objects, access.insecure_cross_origin),
                Err(_) => RulePlan::plain("login_required", access.insecure_cross_origin),
            }
        }
        _ => {
            // Reported where it is; the rule stands.
            let _ = objects::check(&[], false, signature, diagnostics);
            plain(access)
        }
    }
}

/// The rule that a unit struct names.
pub(super) fn named(access: &Access, diagnostics: &mut Diagnostics) -> Result<RulePlan, Reported> {
    let Asks::Conditions(args) = &access.asks else { return Ok(plain(access)) };
    let mut result = check_conditions(args, diagnostics);
    let mut refuse_objects = |condition: &Condition| {
        if matches!(condition.kind, Kind::Can { .. } | Kind::Owner(_) | Kind::Unchecked(_)) {
            result =
                Err(diagnostics.error(&condition.key, messages::object_in_named_rule(&condition.text())));
        }
    };
    args.conditions.iter().for_each(|condition| condition.walk(&mut refuse_objects));
    Ok(match result {
        Ok(()) => requires(args, Vec::new(), access.insecure_cross_origin),
        Err(_) => RulePlan::plain("login_required", access.insecure_cross_origin),
    })
}

fn plain(access: &Access) -> RulePlan {
    match access.asks {
        Asks::FreshLogin(within) => RulePlan::fresh(within, access.insecure_cross_origin),
        _ => RulePlan::plain("login_required", access.insecure_cross_origin),
    }
}

fn requires(
    args: &RequiresArgs,
    objects: Vec<crate::ir::rule_plan::ObjectArgument>,
    insecure_cross_origin: bool,
) -> RulePlan {
    let kind = RuleKind::Requires {
        conditions: args.conditions.clone(),
        login_optional: args.login_optional.is_some(),
        deny_not_found: args.deny_not_found.is_some(),
        objects,
    };
    RulePlan { kind, insecure_cross_origin }
}

fn check_conditions(args: &RequiresArgs, diagnostics: &mut Diagnostics) -> Result<(), Reported> {
    logic::check(&args.conditions, args.is_partial, diagnostics)
}
