//! Evidence that a policy said yes.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use super::can::ask;
use super::{Decision, Policy};

/// Evidence that the policy lets this request's user, or a job's, do `A` with the resource inside.
///
/// Nothing but the policy's own yes makes one, so a function that takes a permit cannot be called by anybody who forgot to
/// ask, nor with another resource than the one that was asked about.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # use login_runtime::{Decision, Policy, Resource};
/// # #[derive(Debug)] struct Post { id: i64, author: i64 }
/// # impl Resource for Post { type User = User; }
/// # struct Edit;
/// # impl Policy<Edit> for Post {
/// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(user.id == self.author) }
/// # }
/// use login_runtime::Permit;
///
/// fn update(post: &Permit<Edit, Post>, title: &str) -> String {
///     format!("UPDATE posts SET title = {title:?} WHERE id = {}", post.id)
/// }
///
/// let permit = Permit::ask(&User { id: 1 }, Edit, Post { id: 7, author: 1 }).unwrap();
/// assert!(update(&permit, "New").ends_with("id = 7"));
/// assert_eq!(Permit::ask(&User { id: 2 }, Edit, Post { id: 7, author: 1 }).unwrap_err(), Decision::Deny);
/// ```
///
/// As an argument of a handler whose rule says `can(A, argument)` it is the loaded resource itself, or stands beside its
/// [`Loaded`](crate::Loaded).
pub struct Permit<A, R> {
    resource: Arc<R>,
    action: PhantomData<fn() -> A>,
}

impl<A, R: Policy<A>> Permit<A, R> {
    /// Asks the policy; `None` is a guest. No log-in is fresh here, as nothing is known of one: a policy that wants that answers
    /// [`Challenge::Fresh`](crate::Challenge::Fresh).
    ///
    /// # Errors
    ///
    /// Whatever the policy decided that is not [`Decision::Allow`].
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Decision, Policy, Resource};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # struct Edit;
    /// # impl Policy<Edit> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(user.id == self.author) }
    /// # }
    /// use login_runtime::Permit;
    ///
    /// assert!(Permit::ask(&User { id: 1 }, Edit, Post { author: 1 }).is_ok());
    /// assert_eq!(Permit::ask(None, Edit, Post { author: 1 }).err(), Some(Decision::Deny));
    /// ```
    #[expect(single_use_lifetimes, reason = "`impl Into<Option<&R::User>>` may not elide it")]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an action is named, not used: `ask(&user, Edit, post)`"
    )]
    pub fn ask<'u>(
        user: impl Into<Option<&'u R::User>>,
        action: A,
        resource: impl Into<Arc<R>>,
    ) -> Result<Self, Decision> {
        let _ = action;
        Self::of(user.into(), false, resource.into())
    }

    /// The same for a log-in that may be fresh, which is then all that is left to ask for.
    pub(crate) fn of(user: Option<&R::User>, is_fresh: bool, resource: Arc<R>) -> Result<Self, Decision> {
        match ask::<A, R>(user, &resource).given_fresh(is_fresh) {
            Decision::Allow => Ok(Self { resource, action: PhantomData }),
            decision => Err(decision),
        }
    }
}

impl<A, R> Permit<A, R> {
    /// Returns the resource; the evidence is gone.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Decision, Policy, Resource};
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # struct Edit;
    /// # impl Policy<Edit> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(user.id == self.author) }
    /// # }
    /// use login_runtime::Permit;
    ///
    /// let permit = Permit::ask(&User { id: 1 }, Edit, Post { author: 1 }).ok().unwrap();
    /// assert_eq!(permit.into_resource().author, 1);
    /// ```
    #[must_use]
    pub fn into_resource(self) -> Arc<R> {
        self.resource
    }
}

impl<A, R> Clone for Permit<A, R> {
    fn clone(&self) -> Self {
        Self { resource: Arc::clone(&self.resource), action: PhantomData }
    }
}

impl<A, R> Deref for Permit<A, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.resource
    }
}

impl<A, R: Debug> Debug for Permit<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permit").field(&self.resource).finish()
    }
}
