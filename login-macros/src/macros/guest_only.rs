//! `#[guest_only]`: nobody is logged in, so there is never a user.

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    handler,
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
    handler::refuse_plain_user(&function.sig, |_| messages::GUEST_ONLY_TAKES_USER.into(), diagnostics);
    GuardPlan::check("guest_only", &args.unwrap_or_default(), function, runtime, diagnostics)
}
