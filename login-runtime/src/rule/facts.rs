//! What is known of a request when its rule is asked.

use std::any::{Any, TypeId, type_name};
use std::cell::Cell;
use std::fmt::{self, Debug};
use std::time::Duration;

use super::{Check, Truth};
use crate::events::Event;
use crate::policy::{Challenge, Decision, Object};
use crate::user::UserMixin;

/// A user whose type is not known.
pub(crate) trait AnyUser: Any + Send + Sync {
    fn role_bits(&self, role: TypeId) -> Option<u64>;
    fn permission_bits(&self, permission: TypeId) -> Option<u64>;
}

impl<U: UserMixin> AnyUser for U {
    fn role_bits(&self, role: TypeId) -> Option<u64> {
        UserMixin::role_bits(self, role)
    }

    fn permission_bits(&self, permission: TypeId) -> Option<u64> {
        UserMixin::permission_bits(self, permission)
    }
}

/// What is known of a request.
#[derive(Clone)]
pub struct Facts<'a> {
    /// `None`: a guest.
    pub(crate) user: Option<&'a dyn AnyUser>,
    /// How long ago the person proved who they are; `None`: not in this session.
    pub(crate) proved_ago: Option<Duration>,
    /// The log-in asked to be remembered.
    pub(crate) is_remembered: bool,
    /// What counts as fresh where the rule does not say.
    pub(crate) fresh_for: Duration,
    /// What the application's functions answered so far.
    pub(crate) checked: &'a [(&'static Check, Decision)],
    /// What was loaded; `None`: nothing has been yet.
    pub(crate) objects: Option<&'a [Object]>,
    /// Not as things are, but as they would be once this challenge is met.
    pub(crate) after: Option<Challenge>,
    pub(crate) roles: Bits,
    pub(crate) permissions: Bits,
}

/// The bits of the type that was asked for last. Most rules ask for one type again and again, while who is there stays the same.
#[derive(Clone, Default)]
pub(crate) struct Bits(Cell<Option<(TypeId, Option<u64>)>>);

impl Bits {
    fn of<T: 'static>(&self, work_out: impl FnOnce(TypeId) -> Option<u64>) -> Option<u64> {
        let wanted = TypeId::of::<T>();
        if let Some((known, bits)) = self.0.get()
            && known == wanted
        {
            return bits;
        }
        let bits = work_out(wanted);
        self.0.set(Some((wanted, bits)));
        bits
    }
}

impl<'a> Facts<'a> {
    /// What is known of a guest.
    pub(crate) fn guest(fresh_for: Duration) -> Self {
        Self {
            user: None,
            proved_ago: None,
            is_remembered: false,
            fresh_for,
            checked: &[],
            objects: None,
            after: None,
            roles: Bits::default(),
            permissions: Bits::default(),
        }
    }

    /// Puts a question about the user. Nobody knows who a guest will turn out to be.
    pub(super) fn of_user(&self, question: impl FnOnce(&'a dyn AnyUser) -> Truth) -> Truth {
        match self.user {
            Some(user) => question(user),
            None if self.after == Some(Challenge::Login) => Truth::Unknown,
            None => Truth::No,
        }
    }

    /// The bits of the roles of type `R` that the user has.
    pub(super) fn role_bits<R: 'static>(&self, user: &dyn AnyUser) -> Option<u64> {
        self.roles.of::<R>(|role| user.role_bits(role))
    }

    /// The bits of the permissions of type `P` that the user has.
    pub(super) fn permission_bits<P: 'static>(&self, user: &dyn AnyUser) -> Option<u64> {
        self.permissions.of::<P>(|permission| user.permission_bits(permission))
    }

    pub(super) fn is_logged_in(&self) -> bool {
        self.user.is_some() || self.after == Some(Challenge::Login)
    }

    pub(super) fn is_fresh(&self, within: Option<u64>) -> bool {
        let limit = within.map_or(self.fresh_for, Duration::from_secs);
        // Logging in is fresh too.
        self.after.is_some() || self.proved_ago.is_some_and(|age| age < limit)
    }

    pub(super) fn is_remembered(&self) -> Truth {
        self.of_user(|_| self.is_remembered.into())
    }

    /// What an answer of the application's own comes to. A challenge is a no, until it is met.
    pub(super) fn truth_of(&self, decision: Decision) -> Truth {
        match decision.given_fresh(self.is_fresh(None)) {
            Decision::Allow => Truth::Yes,
            Decision::Deny | Decision::Challenge(_) => Truth::No,
            Decision::Unavailable => Truth::Unknown,
        }
    }

    /// The loaded object of an argument; `None` while nothing is loaded.
    pub(super) fn object<R: Any>(&self, argument: &str) -> Option<&'a R> {
        let object = self.objects?.iter().find(|object| object.argument == argument)?;
        object.object.downcast_ref()
    }
}

impl Debug for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts(..)")
    }
}

/// Downcasts the user to the type that a policy or a function of the application's knows; what does not fit is told here.
pub(super) fn user_as<U: UserMixin>(user: &dyn AnyUser) -> Option<&U> {
    let user = (user as &dyn Any).downcast_ref();
    if user.is_none() {
        Event::RuleDoesNotFit { wanted: type_name::<U>() }.emit();
    }
    user
}
