//! `#[request_loader]`: from what a request carries to the user.

use crate::{
    diagnostics::{Diagnostics, Reported},
    ir::loader_plan::{LoaderPlan, Loads, RequestTerms},
    loading,
    model::loader_args::RequestLoaderArgs,
    pipeline::Input,
    syntax::lenient_fn::LenientFn,
};

pub(crate) fn check(
    input: Input<RequestLoaderArgs, LenientFn>,
    diagnostics: &mut Diagnostics,
) -> Result<LoaderPlan, Reported> {
    let Input { args, written, item, runtime } = input;
    let RequestLoaderArgs { challenge, fresh, before_session, loader } = args.unwrap_or_default();
    let terms =
        RequestTerms { challenge, is_fresh: fresh.is_some(), before_session: before_session.is_some() };
    let input = Input { args: Ok(loader), written, item, runtime };
    loading::check(Loads::UsersByRequest(terms), input, diagnostics)
}
