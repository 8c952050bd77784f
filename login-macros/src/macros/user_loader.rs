//! `#[user_loader]`: from the id in a ticket to the user.

use crate::{
    diagnostics::{Diagnostics, Reported},
    ir::loader_plan::{LoaderPlan, Loads},
    loading,
    model::loader_args::LoaderArgs,
    pipeline::Input,
    syntax::lenient_fn::LenientFn,
};

pub(crate) fn check(
    input: Input<LoaderArgs, LenientFn>,
    diagnostics: &mut Diagnostics,
) -> Result<LoaderPlan, Reported> {
    loading::check(Loads::Users, input, diagnostics)
}
