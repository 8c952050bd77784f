//! `#[guest_only]`: nobody is logged in, so there is never a user.

use crate::{
    diagnostics::{Diagnostics, Reported, messages},
    guarding, handler,
    ir::{guard_plan::GuardPlan, plain_rule::PlainRule},
    model::guard_args::GuardArgs,
    pipeline::Input,
    syntax::handler_fn::HandlerFn,
};

pub(crate) fn check(
    input: Input<GuardArgs, HandlerFn>,
    diagnostics: &mut Diagnostics,
) -> Result<GuardPlan, Reported> {
    handler::refuse_plain_user(&input.item, |_| messages::GUEST_ONLY_TAKES_USER.into(), diagnostics);
    guarding::check_open("guest_only", PlainRule::GuestOnly, input, diagnostics)
}
