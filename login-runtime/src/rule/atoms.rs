//! The questions a rule can ask about the user and about loaded objects.

use std::any::{TypeId, type_name};
use std::fmt;
use std::marker::PhantomData;

use super::facts::{AnyUser, user_as};
use super::{Facts, Truth};
use crate::events::Event;
use crate::policy::{Challenge, Decision, LoadedArgument, Owned, Policy, UserOf};
use crate::role::{AccessEnum, Permission, Role};
use crate::user::UserMixin;

/// One question, whose types are erased so that rules are constants.
pub trait Atom: Sync {
    /// The answer; unknown while what it is about is not loaded.
    fn ask(&self, facts: &Facts<'_>) -> Truth;

    /// The question as the attributes write it.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The permission it asks for: its type, its bit.
    fn permission(&self) -> Option<(TypeId, u64)> {
        None
    }

    /// The argument of the handler that it is about.
    fn argument(&self) -> Option<&'static str> {
        None
    }
}

/// `role = AppRole::Admin`.
#[derive(Debug)]
pub struct RoleIs<R>(pub R);

impl<R: Role> Atom for RoleIs<R> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| has_bit::<R>(user.role_bits(TypeId::of::<R>()), self.0))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "role = {}::{}", R::TYPE_NAME, self.0.variant())
    }
}

/// `permission = Posts::Publish`.
#[derive(Debug)]
pub struct PermissionIs<P>(pub P);

impl<P: Permission> Atom for PermissionIs<P> {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        facts.of_user(|user| has_bit::<P>(user.permission_bits(TypeId::of::<P>()), self.0))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "permission = {}::{}", P::TYPE_NAME, self.0.variant())
    }

    fn permission(&self) -> Option<(TypeId, u64)> {
        Some((TypeId::of::<P>(), 1 << self.0.index()))
    }
}

fn has_bit<T: AccessEnum>(bits: Option<u64>, wanted: T) -> Truth {
    // Only behind a plain axum router: the guarded one checks it at compile time.
    let Some(bits) = bits else {
        Event::RuleDoesNotFit { wanted: type_name::<T>() }.emit();
        return Truth::Unknown;
    };
    (bits >> wanted.index() & 1 == 1).into()
}

/// `can(Edit, post)`, where the argument `post` is a `T`.
pub struct Can<A, T> {
    action: &'static str,
    argument: &'static str,
    of: PhantomData<fn() -> (A, T)>,
}

impl<A, T: LoadedArgument> Can<A, T>
where
    T::Resource: Policy<A>,
{
    /// About the resource that is loaded for `argument`.
    #[must_use]
    pub const fn on(action: &'static str, argument: &'static str) -> Self {
        Self { action, argument, of: PhantomData }
    }
}

impl<A, T: LoadedArgument> Atom for Can<A, T>
where
    T::Resource: Policy<A>,
{
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        let of_object =
            |decide: &dyn Fn(&T::Resource) -> Decision| match facts.object(self.argument).map(decide) {
                Some(Decision::Allow) => Truth::Yes,
                Some(Decision::Challenge(challenge)) if facts.after == Some(challenge) => Truth::Unknown,
                Some(Decision::Deny | Decision::Challenge(_)) => Truth::No,
                Some(Decision::Unavailable) | None => Truth::Unknown,
            };
        match facts.user {
            Some(user) => of_user(user, |user| of_object(&|object| object.decide(user))),
            // Nobody knows who a guest will turn out to be.
            None if facts.after == Some(Challenge::Login) => Truth::Unknown,
            None => of_object(&<T::Resource as Policy<A>>::decide_for_guest),
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can({}, {})", self.action, self.argument)
    }

    fn argument(&self) -> Option<&'static str> {
        Some(self.argument)
    }
}

impl<A, T> fmt::Debug for Can<A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Can({}, {})", self.action, self.argument)
    }
}

/// `owner(post)`, where the argument `post` is a `T`.
pub struct OwnerIs<T> {
    argument: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T: LoadedArgument> OwnerIs<T>
where
    T::Resource: Owned,
{
    /// About the resource that is loaded for `argument`.
    #[must_use]
    pub const fn on(argument: &'static str) -> Self {
        Self { argument, of: PhantomData }
    }
}

impl<T: LoadedArgument> Atom for OwnerIs<T>
where
    T::Resource: Owned,
{
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        let owns = |user: &UserOf<T>| match facts.object::<T::Resource>(self.argument) {
            Some(object) => object.is_owned_by(user).into(),
            None => Truth::Unknown,
        };
        facts.of_user(|user| of_user(user, owns))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "owner({})", self.argument)
    }

    fn argument(&self) -> Option<&'static str> {
        Some(self.argument)
    }
}

impl<T> fmt::Debug for OwnerIs<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OwnerIs({})", self.argument)
    }
}

/// Puts a question about a user of the type that the policy knows.
fn of_user<U: UserMixin>(user: &dyn AnyUser, question: impl FnOnce(&U) -> Truth) -> Truth {
    user_as(user).map_or_else(
        || {
            Event::RuleDoesNotFit { wanted: type_name::<U>() }.emit();
            Truth::Unknown
        },
        question,
    )
}
