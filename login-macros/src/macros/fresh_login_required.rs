//! `#[fresh_login_required]`: somebody proved who they are a short while ago.

use crate::{
    diagnostics::{Diagnostics, Reported},
    ir::guard_plan::GuardPlan,
    model::guard_args::FreshArgs,
    runtime_path::RuntimePath,
    syntax::lenient_fn::LenientFn,
};

pub(crate) fn check(
    args: Result<FreshArgs, Reported>,
    function: LenientFn,
    runtime: RuntimePath,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    let FreshArgs { within, guard } = args.unwrap_or_default();
    let plan = GuardPlan::check("fresh_login_required", &guard, function, runtime, diagnostics)?;
    Ok(plan.within(within))
}
