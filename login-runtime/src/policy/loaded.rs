//! The resource that a rule was about.

use std::fmt::{self, Debug};
use std::ops::Deref;
use std::sync::Arc;

use super::{Permit, Resource};

/// A resource that was loaded by the id in the path, once, and whose rule let this request have it.
///
/// The handler's rule names the argument: `#[requires(can(Edit, post))]` and `post: Loaded<Post>`. The id is the path's
/// parameter `{post}` or `{post_id}`, or `{id}` if it is the last one and the only one of that name; where there is no such
/// resource the answer is 404, and where the loader fails it is 503. A refused request's body is never read.
///
/// ```
/// use axum::{extract::State, response::Html};
/// use login_runtime::{Decision, Loaded, Policy, Resource, requires, resource_loader};
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # struct Read;
///
/// struct Post { author: i64, title: String }
///
/// impl Resource for Post {
///     type User = User;
/// }
///
/// impl Policy<Read> for Post {
///     fn decide(&self, user: &User) -> Decision {
///         Decision::allow_if(user.id == self.author)
///     }
/// }
///
/// #[resource_loader]
/// async fn load_post(id: i64) -> Option<Post> {
///     Some(Post { author: 1, title: "Hello".to_owned() }) // one query, in a real application
/// }
///
/// #[requires(can(Read, post))]
/// async fn show(post: Loaded<Post>) -> String {
///     post.title.clone()
/// }
/// ```
pub struct Loaded<R>(pub(crate) Arc<R>);

impl<R> Loaded<R> {
    /// Returns the resource to share.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Owned, Resource, requires, resource_loader};
    /// # #[derive(Clone)] struct Post { author: i64, title: String }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1, title: "Hello".to_owned() }) }
    /// use login_runtime::Loaded;
    /// use std::sync::Arc;
    ///
    /// #[requires(owner(post))]
    /// async fn print(post: Loaded<Post>) {
    ///     let post: Arc<Post> = post.into_arc();
    ///     tokio::spawn(async move { println!("{}", post.title) });
    /// }
    /// ```
    #[must_use]
    pub fn into_arc(self) -> Arc<R> {
        self.0
    }
}

impl<R: Clone> Loaded<R> {
    /// Returns the resource; a clone, if somebody else still holds this one.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Owned, Resource, requires, resource_loader};
    /// # #[derive(Clone)] struct Post { author: i64, title: String }
    /// # impl Resource for Post { type User = User; }
    /// # impl Owned for Post { fn owner_id(&self) -> &i64 { &self.author } }
    /// # #[resource_loader] fn load_post(id: i64) -> Option<Post> { Some(Post { author: 1, title: "Hello".to_owned() }) }
    /// use login_runtime::Loaded;
    ///
    /// #[requires(owner(post))]
    /// async fn title(post: Loaded<Post>) -> String {
    ///     let Post { title, .. } = post.into_inner();
    ///     title
    /// }
    /// ```
    #[must_use]
    pub fn into_inner(self) -> R {
        Arc::unwrap_or_clone(self.0)
    }
}

impl<R> Clone for Loaded<R> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R> Deref for Loaded<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}

impl<R: Debug> Debug for Loaded<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Loaded").field(&self.0).finish()
    }
}

/// An argument that a rule can be about.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a rule can load",
    label = "expected `Loaded<T>`, as a rule is about this argument",
    note = "take `Loaded<T>`, or `Permit<Action, T>`, with a resource `T`"
)]
pub trait LoadedArgument {
    /// The resource inside. That it is one is asked once, where its rule says whose users it is about.
    type Resource;
}

/// The resource inside an argument.
pub type ResourceOf<T> = <T as LoadedArgument>::Resource;

/// The users that the policies of an argument's resource decide about.
pub type UserOf<T> = <ResourceOf<T> as Resource>::User;

impl<R> LoadedArgument for Loaded<R> {
    type Resource = R;
}

impl<A, R> LoadedArgument for Permit<A, R> {
    type Resource = R;
}
