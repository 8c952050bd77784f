//! The questions about what a user holds: a role, a permission.

use std::any::{TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;

use super::{DeclaredRule, RuleFor};
use crate::events::Event;
use crate::role::{AccessEnum, Permission, Role};
use crate::rule::{AccessRule, Atom, Facts, Rule, Truth};
use crate::user::{HasPermissions, HasRole};

/// `role = AppRole::Admin`. Of the value it has the number, as a type cannot have the value itself.
#[derive(Debug)]
pub struct RoleIs<R, const NUMBER: i64>(PhantomData<fn() -> R>);

impl<R: Role, const NUMBER: i64> DeclaredRule for RoleIs<R, NUMBER> {
    const RULE: AccessRule = AccessRule::requires(Rule::Atom(&Self(PhantomData)));
}

impl<U: HasRole<R>, S: 'static, R: Role, const NUMBER: i64> RuleFor<U, S> for RoleIs<R, NUMBER> {}

impl<R: Role, const NUMBER: i64> Atom for RoleIs<R, NUMBER> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| has_bit::<R>(facts.role_bits::<R>(user), const { index_of::<R>(NUMBER) }))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_value::<R>("role", const { index_of::<R>(NUMBER) }, f)
    }
}

/// `permission = Posts::Publish`. Of the value it has the number.
#[derive(Debug)]
pub struct PermissionIs<P, const NUMBER: i64>(PhantomData<fn() -> P>);

impl<P: Permission, const NUMBER: i64> DeclaredRule for PermissionIs<P, NUMBER> {
    const RULE: AccessRule = AccessRule::requires(Rule::Atom(&Self(PhantomData)));
}

impl<U: HasPermissions, S: 'static, P: Permission, const NUMBER: i64> RuleFor<U, S>
    for PermissionIs<P, NUMBER>
{
}

impl<P: Permission, const NUMBER: i64> Atom for PermissionIs<P, NUMBER> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| has_bit::<P>(facts.permission_bits::<P>(user), const { index_of::<P>(NUMBER) }))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_value::<P>("permission", const { index_of::<P>(NUMBER) }, f)
    }

    fn permission(&self) -> Option<(TypeId, u64)> {
        Some((TypeId::of::<P>(), 1 << const { index_of::<P>(NUMBER) }))
    }
}

/// The number of a role. What is no role is told where this is called, in the attribute, and nothing is said of it at the route.
#[must_use]
pub const fn role<R: Role>(number: i64) -> i64 {
    number
}

/// The number of a permission, in the same way.
#[must_use]
pub const fn permission<P: Permission>(number: i64) -> i64 {
    number
}

/// The place of the value with that number, which is its bit too.
const fn index_of<T: AccessEnum>(number: i64) -> usize {
    let mut at = 0;
    while T::NUMBERS[at] != number {
        at += 1;
    }
    at
}

fn has_bit<T: AccessEnum>(bits: Option<u64>, index: usize) -> Truth {
    // Only behind a plain axum router: the guarded one checks it at compile time.
    let Some(bits) = bits else {
        Event::RuleDoesNotFit { wanted: type_name::<T>() }.emit();
        return Truth::Unknown;
    };
    (bits >> index & 1 == 1).into()
}

fn write_value<T: AccessEnum>(question: &str, index: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{question} = {}::{}", T::TYPE_NAME, T::ALL[index].variant())
}
