//! From what an attribute asks for to the plan of its rule.

use std::mem;

use super::{Access, Asks, logic, objects};
use crate::{
    diagnostics::{Diagnostics, messages},
    ir::{
        plain_rule::PlainRule,
        rule_plan::{ObjectArgument, RequiresPlan, RuleKind, RulePlan},
    },
    model::{
        condition::{Condition, Kind},
        requires_args::RequiresArgs,
    },
    syntax::argument::Argument,
};

/// The rule of a handler. After a mistake it is the plain one, so that nothing echoes at the route.
///
/// `is_partial`: more conditions stand somewhere else.
pub(super) fn of_handler(
    access: &mut Access,
    arguments: &[Argument],
    is_partial: bool,
    diagnostics: &mut Diagnostics,
) -> RulePlan {
    let Asks::Conditions(args) = &mut access.asks else {
        // Reported where it is; the rule stands.
        let _ = objects::check(&[], is_partial, arguments, diagnostics);
        return plain(access);
    };
    let is_partial = is_partial || args.is_partial;
    let checked = logic::check(&args.conditions, is_partial, diagnostics);
    let objects = objects::check(&args.conditions, is_partial, arguments, diagnostics);
    let hides_arguments = objects.is_err();
    match checked.and(objects) {
        Ok(objects) => requires(args, objects, access.insecure_cross_origin),
        Err(_) => {
            RulePlan { hides_arguments, ..RulePlan::plain(PlainRule::Login, access.insecure_cross_origin) }
        }
    }
}

/// The rule that a unit struct names.
pub(super) fn named(access: &mut Access, diagnostics: &mut Diagnostics) -> RulePlan {
    let Asks::Conditions(args) = &mut access.asks else { return plain(access) };
    let mut result = logic::check(&args.conditions, args.is_partial, diagnostics);
    let mut refuse_objects = |condition: &Condition| {
        if matches!(condition.kind, Kind::Can { .. } | Kind::Owner(_) | Kind::Unchecked(_)) {
            result = Err(diagnostics.error(condition.key(), messages::object_in_named_rule(&condition.text)));
        }
    };
    for condition in &args.conditions {
        condition.walk(&mut refuse_objects);
    }
    match result {
        Ok(()) => requires(args, Vec::new(), access.insecure_cross_origin),
        Err(_) => RulePlan::plain(PlainRule::Login, access.insecure_cross_origin),
    }
}

fn plain(access: &Access) -> RulePlan {
    let rule = match access.asks {
        Asks::FreshLogin(within) => PlainRule::FreshLogin(within),
        _ => PlainRule::Login,
    };
    RulePlan::plain(rule, access.insecure_cross_origin)
}

/// The conditions go over into the plan.
fn requires(args: &mut RequiresArgs, objects: Vec<ObjectArgument>, insecure_cross_origin: bool) -> RulePlan {
    let plan = RequiresPlan {
        conditions: mem::take(&mut args.conditions),
        login_optional: args.login_optional.is_some(),
        deny_not_found: args.deny_not_found.is_some(),
        objects,
    };
    RulePlan { kind: RuleKind::Requires(plan), insecure_cross_origin, hides_arguments: false }
}
