//! `#[login_required]`: somebody is logged in.

use crate::{
    diagnostics::{Diagnostics, Reported},
    ir::guard_plan::GuardPlan,
    model::guard_args::GuardArgs,
    runtime_path::RuntimePath,
    syntax::lenient_fn::LenientFn,
};

pub(crate) fn check(
    args: Result<GuardArgs, Reported>,
    function: LenientFn,
    runtime: RuntimePath,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    GuardPlan::check("login_required", &args.unwrap_or_default(), function, runtime, diagnostics)
}
