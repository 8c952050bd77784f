//! Lists of conditions: tuples of up to eight, and longer ones made of those. As a rule a list is all of its conditions.

use std::marker::PhantomData;

use super::{DeclaredRule, RuleFor};
use crate::rule::{AccessRule, Rule};

/// Several conditions.
pub trait Conditions: 'static {
    /// As values.
    const RULES: &'static [Rule];
}

macro_rules! tuples {
    ($($($condition:ident)+,)*) => {$(
        impl<$($condition: DeclaredRule),+> Conditions for ($($condition,)+) {
            const RULES: &'static [Rule] = &[$($condition::RULE.rule),+];
        }

        impl<$($condition: DeclaredRule),+> DeclaredRule for ($($condition,)+) {
            const RULE: AccessRule = AccessRule::requires(Rule::All(Self::RULES));
        }

        impl<U, S: 'static, $($condition: RuleFor<U, S>),+> RuleFor<U, S> for ($($condition,)+) {}
    )*};
}

tuples! {
    A,
    A B,
    A B C,
    A B C D,
    A B C D E,
    A B C D E F,
    A B C D E F G,
    A B C D E F G H,
}

/// A list and one that goes on with it.
#[derive(Debug)]
pub struct Longer<L, M>(PhantomData<fn() -> (L, M)>);

impl<L: Conditions, M: Conditions> Longer<L, M> {
    /// Both, and nothing behind them: the length of an array cannot be made of other ones yet.
    const ROOM: &'static [Rule; MOST] = &joined(L::RULES, M::RULES);
}

impl<L: Conditions, M: Conditions> Conditions for Longer<L, M> {
    const RULES: &'static [Rule] = Self::ROOM.split_at(L::RULES.len() + M::RULES.len()).0;
}

impl<L: Conditions, M: Conditions> DeclaredRule for Longer<L, M> {
    const RULE: AccessRule = AccessRule::requires(Rule::All(Self::RULES));
}

impl<U, S: 'static, L: Conditions + RuleFor<U, S>, M: Conditions + RuleFor<U, S>> RuleFor<U, S>
    for Longer<L, M>
{
}

/// The macros refuse a longer list.
const MOST: usize = 128;

const fn joined(list: &[Rule], more: &[Rule]) -> [Rule; MOST] {
    let mut room = [Rule::NOTHING; MOST];
    let mut at = 0;
    while at < list.len() + more.len() {
        room[at] = if at < list.len() { list[at] } else { more[at - list.len()] };
        at += 1;
    }
    room
}
