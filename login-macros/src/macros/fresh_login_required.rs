//! `#[fresh_login_required]`: somebody proved who they are a short while ago.

use crate::{
    diagnostics::{Diagnostics, Reported},
    guarding::{self, Access, Asks},
    ir::guarded_plan::GuardedPlan,
    model::guard_args::FreshArgs,
    pipeline::Input,
    syntax::annotated::Annotated,
};

pub(crate) fn check(
    input: Input<FreshArgs, Annotated>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardedPlan, Reported> {
    let FreshArgs { within, guard } = input.args.unwrap_or_default();
    let login = Access::login(&guard, input.written, input.runtime);
    let access = Access { attribute: "fresh_login_required", asks: Asks::FreshLogin(within), ..login };
    guarding::check(access, input.item, diagnostics)
}
