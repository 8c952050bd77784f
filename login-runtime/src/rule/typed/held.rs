//! What a user holds: a role, a permission.

use std::any::{TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;

use super::{DeclaredRule, RuleFor};
use crate::events::Event;
use crate::role::{AccessEnum, Permission, Role, index_of_number};
use crate::rule::{AccessRule, Atom, Facts, Rule, Truth};
use crate::user::{HasPermissions, HasRole};

/// `role = AppRole::Admin`. Of the value it has the number, as a type cannot have the value itself.
#[derive(Debug)]
pub struct RoleIs<R, const NUMBER: i64>(PhantomData<fn() -> R>);

impl<R: Role, const NUMBER: i64> DeclaredRule for RoleIs<R, NUMBER> {
    const RULE: AccessRule = AccessRule::requires(Rule::Atom(&HeldRole(Value::<R>::of(NUMBER))));
}

impl<U: HasRole<R>, S: 'static, R: Role, const NUMBER: i64> RuleFor<U, S> for RoleIs<R, NUMBER> {}

/// The number of a role. What is no role is told where this is called, in the attribute, and nothing is said of it at the route.
#[must_use]
pub const fn role<R: Role>(number: i64) -> i64 {
    number
}

/// `permission = Posts::Publish`. Of the value it has the number.
#[derive(Debug)]
pub struct PermissionIs<P, const NUMBER: i64>(PhantomData<fn() -> P>);

impl<P: Permission, const NUMBER: i64> DeclaredRule for PermissionIs<P, NUMBER> {
    const RULE: AccessRule = AccessRule::requires(Rule::Atom(&HeldPermission(Value::<P>::of(NUMBER))));
}

impl<U: HasPermissions, S: 'static, P: Permission, const NUMBER: i64> RuleFor<U, S>
    for PermissionIs<P, NUMBER>
{
}

/// The number of a permission, in the same way.
#[must_use]
pub const fn permission<P: Permission>(number: i64) -> i64 {
    number
}

/// The question about a role: one type for all of an enum, so that its code is there once.
struct HeldRole<R>(Value<R>);

impl<R: Role> Atom for HeldRole<R> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| self.0.is_in(facts.role_bits::<R>(user)))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write("role", f)
    }
}

/// The question about a permission.
struct HeldPermission<P>(Value<P>);

impl<P: Permission> Atom for HeldPermission<P> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| self.0.is_in(facts.permission_bits::<P>(user)))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write("permission", f)
    }

    fn permission(&self) -> Option<(TypeId, u64)> {
        Some((TypeId::of::<P>(), 1 << self.0.index))
    }
}

/// A value of an enum.
struct Value<T> {
    /// Its place, which is its bit too.
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T: AccessEnum> Value<T> {
    /// The one with that number.
    const fn of(number: i64) -> Self {
        let index = index_of_number::<T>(number).expect("the attribute has the number of a value");
        Self { index, of: PhantomData }
    }

    fn is_in(&self, bits: Option<u64>) -> Truth {
        // Only behind a plain axum router: the guarded one checks it at compile time.
        let Some(bits) = bits else {
            Event::RuleDoesNotFit { wanted: type_name::<T>() }.emit();
            return Truth::Unknown;
        };
        (bits >> self.index & 1 == 1).into()
    }

    fn write(&self, question: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{question} = {}::{}", T::TYPE_NAME, T::ALL[self.index as usize].variant())
    }
}
