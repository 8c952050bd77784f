//! `#[public]`: everybody, so there may be no user.

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    handler,
    ir::guard_plan::GuardPlan,
    model::guard_args::GuardArgs,
    runtime_path::RuntimePath,
    syntax::{lenient_fn::LenientFn, types},
};

pub(crate) fn check(
    args: Result<GuardArgs, Reported>,
    function: LenientFn,
    runtime: RuntimePath,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    handler::refuse_plain_user(
        &function.sig,
        |ty| messages::public_takes_user(&types::text(ty)),
        diagnostics,
    );
    let plan = GuardPlan::check("public", &args.unwrap_or_default(), function, runtime, diagnostics)?;
    Ok(plan.asks_by_arguments())
}
