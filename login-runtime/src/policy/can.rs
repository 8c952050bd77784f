//! The policy asked outside of routes.

use super::{Decision, Policy};

/// Says whether `user` may do an action with a resource, by the same [`Policy`] as `can(…)` in a rule: for templates
/// and jobs. An error is a no here; [`Permit::ask`](crate::Permit::ask) tells them apart. So is a policy that wants a fresh log-in, of
/// which only [`CurrentUser::can`](crate::CurrentUser::can) knows.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # use login_runtime::{Decision, Policy, Resource};
/// # struct Post { author: i64 }
/// # impl Resource for Post { type User = User; }
/// # struct Edit;
/// # impl Policy<Edit> for Post {
/// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(user.id == self.author) }
/// # }
/// use login_runtime::can;
///
/// let (author, post) = (User { id: 1 }, Post { author: 1 });
/// assert!(can(&author, Edit, &post));
/// assert!(!can(None, Edit, &post), "a guest");
/// ```
#[must_use]
#[expect(single_use_lifetimes, reason = "`impl Into<Option<&R::User>>` may not elide it")]
#[expect(clippy::needless_pass_by_value, reason = "an action is named, not used: `can(&user, Edit, &post)`")]
pub fn can<'u, A, R: Policy<A>>(user: impl Into<Option<&'u R::User>>, action: A, resource: &R) -> bool {
    let _ = action;
    ask::<A, R>(user.into(), resource).is_allowed()
}

/// What the policy says, of a guest too.
pub(crate) fn ask<A, R: Policy<A>>(user: Option<&R::User>, resource: &R) -> Decision {
    user.map_or_else(|| resource.decide_for_guest(), |user| resource.decide(user))
}
