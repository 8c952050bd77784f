//! Conditions that no type of ours stands for: about a function of the application's, or about an argument, which has a name. A rule with
//! such ones declares a type beside its handler, where they stand in a list.

use std::marker::PhantomData;

use super::{DeclaredRule, RuleFor};
use crate::policy::Load;
use crate::rule::{AccessRule, Rule};

/// The conditions of one rule that no type of ours stands for.
pub trait OwnConditions: 'static {
    /// In the order of the rule.
    const OWN: &'static [Rule];
}

/// The condition at that place among those of `D`.
#[derive(Debug)]
pub struct Own<D, const AT: usize>(PhantomData<fn() -> D>);

impl<D: OwnConditions, const AT: usize> DeclaredRule for Own<D, AT> {
    const RULE: AccessRule = AccessRule::requires(D::OWN[AT]);
}

// Whose users they are about is asked where objects are loaded, and of a function when it is called.
impl<U, S: 'static, D: OwnConditions, const AT: usize> RuleFor<U, S> for Own<D, AT> {}

/// The arguments that are loaded for one handler, whose rule is about users of type `U`.
#[diagnostic::on_unimplemented(
    message = "this rule does not fit users of type `{U}`",
    label = "its policies decide about other users",
    note = "a policy decides about the `User` of its `impl Resource`; it must be the user type of the router"
)]
pub trait Loads<U, S: 'static>: 'static {
    /// In their order.
    const LOADS: &'static [Load<S>];
}

/// A rule about arguments that are loaded. `D` says which.
#[derive(Debug)]
pub struct Loading<D, C>(PhantomData<fn() -> (D, C)>);

impl<D: 'static, C: DeclaredRule> DeclaredRule for Loading<D, C> {
    const RULE: AccessRule = C::RULE;
}

impl<U, S: 'static, D: Loads<U, S>, C: RuleFor<U, S>> RuleFor<U, S> for Loading<D, C> {
    const LOADS: &'static [Load<S>] = D::LOADS;
}
