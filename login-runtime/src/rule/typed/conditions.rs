//! What conditions are made of beside roles, permissions and freshness.

use std::marker::PhantomData;

use super::{Conditions, DeclaredRule, NamedRule, NamedRuleFor, RuleFor};
use crate::rule::{AccessRule, Rule};

/// `any(…)`.
#[derive(Debug)]
pub struct Any<L>(PhantomData<fn() -> L>);

impl<L: Conditions> DeclaredRule for Any<L> {
    const RULE: AccessRule = AccessRule::requires(Rule::Any(L::RULES));
}

impl<U, S: 'static, L: Conditions + RuleFor<U, S>> RuleFor<U, S> for Any<L> {}

/// `not(…)`.
#[derive(Debug)]
pub struct Not<C>(PhantomData<fn() -> C>);

impl<C: DeclaredRule> DeclaredRule for Not<C> {
    const RULE: AccessRule = AccessRule::requires(Rule::Not(&C::RULE.rule));
}

impl<U, S: 'static, C: RuleFor<U, S>> RuleFor<U, S> for Not<C> {}

/// `remembered`.
#[derive(Debug)]
pub enum Remembered {}

impl DeclaredRule for Remembered {
    const RULE: AccessRule = AccessRule::requires(Rule::Remembered);
}

impl<U, S: 'static> RuleFor<U, S> for Remembered {}

/// `rule = …`. `IS_RULE` is there to be worked out: by [`named`], which tells what is none.
#[derive(Debug)]
pub struct Named<N, const IS_RULE: bool>(PhantomData<fn() -> N>);

/// Yes: what is no named rule is told where this is called, in the attribute, and nothing is said of it at the route.
#[must_use]
pub const fn named<N: NamedRule>() -> bool {
    true
}

impl<N: NamedRule, const IS_RULE: bool> DeclaredRule for Named<N, IS_RULE> {
    const RULE: AccessRule = AccessRule::requires(N::NAMED);
}

impl<U, S: 'static, N: NamedRule + NamedRuleFor<U, S>, const IS_RULE: bool> RuleFor<U, S>
    for Named<N, IS_RULE>
{
}
