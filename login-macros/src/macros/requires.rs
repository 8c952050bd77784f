//! `#[requires(...)]`: whoever fulfills the conditions.

use crate::{
    diagnostics::{Diagnostics, Reported},
    guarding::{self, Access},
    ir::guarded_plan::GuardedPlan,
    model::requires_args::RequiresArgs,
    pipeline::Input,
    syntax::annotated::Annotated,
};

pub(crate) fn check(
    input: Input<RequiresArgs, Annotated>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardedPlan, Reported> {
    let args = input.args.unwrap_or_else(|_| RequiresArgs::unreadable());
    guarding::check(Access::conditions(args, input.written, input.runtime), input.item, diagnostics)
}
