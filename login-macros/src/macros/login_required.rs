//! `#[login_required]`: somebody is logged in.

use crate::{
    diagnostics::{Diagnostics, Reported},
    guarding::{self, Access},
    ir::guarded_plan::GuardedPlan,
    model::guard_args::GuardArgs,
    pipeline::Input,
    syntax::annotated::Annotated,
};

pub(crate) fn check(
    input: Input<GuardArgs, Annotated>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardedPlan, Reported> {
    let access = Access::login(&input.args.unwrap_or_default(), input.written, input.runtime);
    guarding::check(access, input.item, diagnostics)
}
