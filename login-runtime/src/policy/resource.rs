//! Resources, and who may do what with them.

use super::Decision;
use crate::user::UserMixin;

/// Something that object rules are about: a post, an invoice, a document.
///
/// ```
/// use login_runtime::{Decision, Policy, Resource};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
///
/// struct Post { author: i64 }
///
/// impl Resource for Post {
///     type User = User;
/// }
///
/// struct Edit;
///
/// impl Policy<Edit> for Post {
///     fn decide(&self, user: &User) -> Decision {
///         Decision::allow_if(user.id == self.author)
///     }
/// }
/// assert!(Post { author: 1 }.decide(&User { id: 1 }).is_allowed());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a resource",
    label = "no rule can be about a `{Self}`",
    note = "say whose users its rules are about: `impl Resource for {Self} {{ type User = User; }}`"
)]
pub trait Resource: Send + Sync + Sized + 'static {
    /// The user type that its policies decide about.
    type User: UserMixin;
}

/// Who may do `A` with a resource: the one meaning of `can(A, …)` in rules, of [`can`](crate::can) in templates and
/// jobs, and of [`Scoped`](crate::Scoped) lists. An action `A` is any type of the application's, most often a unit struct.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # use login_runtime::{Decision, Policy, Resource, can};
/// # struct Post { author: i64, is_published: bool }
/// # impl Resource for Post { type User = User; }
/// struct Read;
/// struct Edit;
///
/// impl Policy<Read> for Post {
///     fn decide(&self, user: &User) -> Decision {
///         Decision::allow_if(self.is_published || user.id == self.author)
///     }
///
///     fn decide_for_guest(&self) -> Decision {
///         Decision::allow_if(self.is_published)
///     }
/// }
///
/// impl Policy<Edit> for Post {
///     fn decide(&self, user: &User) -> Decision {
///         Decision::allow_if(user.id == self.author)
///     }
/// }
///
/// let post = Post { author: 1, is_published: true };
/// assert!(can(&User { id: 2 }, Read, &post) && !can(&User { id: 2 }, Edit, &post));
/// ```
#[diagnostic::on_unimplemented(
    message = "no policy says who may `{A}` a `{Self}`",
    label = "there is no `impl Policy<{A}> for {Self}`",
    note = "write `impl Policy<{A}> for {Self} {{ fn decide(&self, user: &User) -> Decision {{ … }} }}`"
)]
pub trait Policy<A>: Resource {
    /// Decides about a user who is logged in.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Policy, Resource, can};
    /// # struct Post { author: i64, is_published: bool }
    /// # impl Resource for Post { type User = User; }
    /// struct Edit;
    ///
    /// impl Policy<Edit> for Post {
    ///     fn decide(&self, user: &User) -> Decision {
    ///         Decision::allow_if(user.id == self.author)
    ///     }
    /// }
    ///
    /// let post = Post { author: 1, is_published: true };
    /// assert_eq!(post.decide(&User { id: 2 }), Decision::Deny);
    /// ```
    fn decide(&self, user: &Self::User) -> Decision;

    /// Decides about a guest. Default: [`Decision::Deny`].
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Policy, Resource, can};
    /// # struct Post { author: i64, is_published: bool }
    /// # impl Resource for Post { type User = User; }
    /// struct Read;
    ///
    /// impl Policy<Read> for Post {
    ///     fn decide(&self, _: &User) -> Decision {
    ///         Decision::Allow
    ///     }
    ///
    ///     fn decide_for_guest(&self) -> Decision {
    ///         Decision::allow_if(self.is_published)
    ///     }
    /// }
    ///
    /// assert_eq!(Post { author: 1, is_published: false }.decide_for_guest(), Decision::Deny);
    /// ```
    fn decide_for_guest(&self) -> Decision {
        Decision::Deny
    }
}

/// A resource that belongs to one user: the meaning of `owner(…)` in rules.
///
/// ```
/// use login_runtime::{Owned, Resource};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # struct Post { author: i64 }
/// # impl Resource for Post { type User = User; }
///
/// impl Owned for Post {
///     fn owner_id(&self) -> &i64 {
///         &self.author
///     }
/// }
/// assert!(Post { author: 1 }.is_owned_by(&User { id: 1 }));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no owner",
    label = "nothing says whose a `{Self}` is",
    note = "write `impl Owned for {Self} {{ fn owner_id(&self) -> &i64 {{ &self.author }} }}`, with the type of your users' ids"
)]
pub trait Owned: Resource {
    /// Returns the id of the user it belongs to.
    ///
    /// ```
    /// # use login_runtime::{Owned, Resource, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// assert_eq!(Post { author: 1 }.owner_id(), &1);
    /// ```
    fn owner_id(&self) -> &<Self::User as UserMixin>::Id;

    /// Says whether it belongs to `user`.
    ///
    /// ```
    /// # use login_runtime::{Owned, Resource, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # struct Post { author: i64 }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// assert!(!Post { author: 1 }.is_owned_by(&User { id: 2 }));
    /// ```
    fn is_owned_by(&self, user: &Self::User) -> bool {
        self.owner_id() == user.get_id()
    }
}
