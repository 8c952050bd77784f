//! The questions a rule can ask about the user and about loaded objects.

use std::any::TypeId;
use std::fmt;

use super::facts::user_as;
use super::{Facts, Truth};
use crate::policy::{Challenge, Decision, LoadedArgument, Owned, Policy};

/// One question, whose types are erased so that rules are constants.
pub trait Atom: Sync {
    /// The answer; unknown while what it is about is not loaded.
    fn ask(&self, facts: &Facts<'_>) -> Truth;

    /// Writes the question as the attributes do.
    ///
    /// # Errors
    ///
    /// The formatter's.
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

/// `can(Edit, post)` and `owner(post)`: a question about the object that is loaded for an argument.
///
/// It holds a function rather than types: a policy that is missing is then told once, where the question is made.
pub struct OfObject {
    question: &'static str,
    action: Option<&'static str>,
    argument: &'static str,
    ask: fn(&'static str, &Facts<'_>) -> Truth,
}

impl OfObject {
    /// `can(action, argument)`, where the argument is a `T`.
    #[must_use]
    pub const fn can<A, T>(action: &'static str, argument: &'static str) -> Self
    where
        T: LoadedArgument<Resource: Policy<A>>,
    {
        Self { question: "can", action: Some(action), argument, ask: ask_policy::<A, T::Resource> }
    }

    /// `owner(argument)`, where the argument is a `T`.
    #[must_use]
    pub const fn owner<T>(argument: &'static str) -> Self
    where
        T: LoadedArgument<Resource: Owned>,
    {
        Self { question: "owner", action: None, argument, ask: ask_owner::<T::Resource> }
    }
}

impl Atom for OfObject {
    fn ask(&self, facts: &Facts<'_>) -> Truth {
        (self.ask)(self.argument, facts)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = self.action.map(|action| format!("{action}, ")).unwrap_or_default();
        write!(f, "{}({action}{})", self.question, self.argument)
    }

    fn argument(&self) -> Option<&'static str> {
        Some(self.argument)
    }
}

impl fmt::Debug for OfObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

fn ask_policy<A, R: Policy<A>>(argument: &'static str, facts: &Facts<'_>) -> Truth {
    let of_object = |decide: &dyn Fn(&R) -> Decision| {
        facts.object(argument).map_or(Truth::Unknown, |object| facts.truth_of(decide(object)))
    };
    match facts.user {
        Some(user) => user_as(user).map_or(Truth::Unknown, |user| of_object(&|object| object.decide(user))),
        // Nobody knows who a guest will turn out to be.
        None if facts.after == Some(Challenge::Login) => Truth::Unknown,
        None => of_object(&R::decide_for_guest),
    }
}

fn ask_owner<R: Owned>(argument: &'static str, facts: &Facts<'_>) -> Truth {
    let owns = |user: &R::User| match facts.object::<R>(argument) {
        Some(object) => object.is_owned_by(user).into(),
        None => Truth::Unknown,
    };
    facts.of_user(|user| user_as(user).map_or(Truth::Unknown, owns))
}
