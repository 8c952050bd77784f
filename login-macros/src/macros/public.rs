//! `#[public]`: everybody, so there may be no user.

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    guarding, handler,
    ir::{guard_plan::GuardPlan, plain_rule::PlainRule},
    model::guard_args::GuardArgs,
    pipeline::Input,
    syntax::{handler_fn::HandlerFn, types},
};

pub(crate) fn check(
    input: Input<GuardArgs, HandlerFn>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    handler::refuse_plain_user(&input.item, |ty| messages::public_takes_user(&types::text(ty)), diagnostics);
    let plan = guarding::check_open("public", PlainRule::Public, input, diagnostics)?;
    Ok(plan.asks_by_arguments())
}
