//! Lists that show what one may have, and nothing else.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{CurrentUser, LoginRejection};
use crate::policy::{Permit, Policy};

/// The part of a list that this request's user may do `A` with, by the same [`Policy`] as a single `can(A, …)`.
///
/// A query may leave out what the user cannot have anyway; whatever it brings goes through [`filter`](Scoped::filter), so a
/// list never shows what a single page would refuse.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// # use login_runtime::{Decision, Policy, Resource};
/// # struct Post { author: i64, is_published: bool, title: String }
/// # impl Resource for Post { type User = User; }
/// # struct Read;
/// # impl Policy<Read> for Post {
/// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(self.is_published || user.id == self.author) }
/// #     fn decide_for_guest(&self) -> Decision { Decision::allow_if(self.is_published) }
/// # }
/// # async fn all_posts() -> Vec<Post> { Vec::new() }
/// use login_runtime::{Scoped, public};
///
/// #[public]
/// async fn index(scope: Scoped<Read, Post>) -> String {
///     let posts = scope.filter(all_posts().await);
///     posts.iter().map(|post| format!("{}\n", post.title)).collect()
/// }
/// ```
pub struct Scoped<A, R: Policy<A>> {
    user: Option<CurrentUser<R::User>>,
    action: PhantomData<fn() -> A>,
}

impl<A, R: Policy<A>> Scoped<A, R> {
    /// Returns the user who asks, for a query that leaves out what they cannot have; `None` is a guest.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Policy, Resource};
    /// # #[derive(Clone)] struct Post { author: i64, is_published: bool }
    /// # impl Resource for Post { type User = User; }
    /// # struct Read;
    /// # impl Policy<Read> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(self.is_published || user.id == self.author) }
    /// #     fn decide_for_guest(&self) -> Decision { Decision::allow_if(self.is_published) }
    /// # }
    /// use login_runtime::{Scoped, public};
    ///
    /// #[public]
    /// async fn index(scope: Scoped<Read, Post>) -> String {
    ///     match scope.user() {
    ///         Some(user) => format!("SELECT * FROM posts WHERE is_published OR author = {}", user.id),
    ///         None => "SELECT * FROM posts WHERE is_published".to_owned(),
    ///     }
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(index)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn user(&self) -> Option<&R::User> {
        self.user.as_deref()
    }

    /// Returns a permit for the resource; `None` where the policy does not allow it.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Policy, Resource};
    /// # #[derive(Clone)] struct Post { author: i64, is_published: bool }
    /// # impl Resource for Post { type User = User; }
    /// # struct Read;
    /// # impl Policy<Read> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(self.is_published || user.id == self.author) }
    /// #     fn decide_for_guest(&self) -> Decision { Decision::allow_if(self.is_published) }
    /// # }
    /// use login_runtime::{Scoped, public};
    ///
    /// #[public]
    /// async fn index(scope: Scoped<Read, Post>) {
    ///     let (draft, post) = (Post { author: 1, is_published: false }, Post { author: 1, is_published: true });
    ///     assert!(scope.permit(draft).is_none()); // for a guest
    ///     assert!(scope.permit(post).is_some());
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(index)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn permit(&self, resource: impl Into<Arc<R>>) -> Option<Permit<A, R>> {
        let is_fresh = self.user.as_ref().is_some_and(CurrentUser::is_fresh);
        Permit::of(self.user(), is_fresh, resource.into()).ok()
    }

    /// Keeps what the user may have, in its order, each with the evidence.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # use login_runtime::{Decision, Policy, Resource};
    /// # #[derive(Clone)] struct Post { author: i64, is_published: bool }
    /// # impl Resource for Post { type User = User; }
    /// # struct Read;
    /// # impl Policy<Read> for Post {
    /// #     fn decide(&self, user: &User) -> Decision { Decision::allow_if(self.is_published || user.id == self.author) }
    /// #     fn decide_for_guest(&self) -> Decision { Decision::allow_if(self.is_published) }
    /// # }
    /// use login_runtime::{Scoped, public};
    ///
    /// #[public]
    /// async fn index(scope: Scoped<Read, Post>) {
    ///     let posts = [Post { author: 1, is_published: false }, Post { author: 2, is_published: true }];
    ///     let shown = scope.filter(posts);
    ///     assert_eq!(shown.iter().map(|post| post.author).collect::<Vec<_>>(), [2]); // for a guest
    /// }
    /// #
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use login_runtime::{Key, LoginManager, Router, routing::get};
    /// # let app = Router::<User>::new().route("/", get(index)).with_login(LoginManager::new(Key::generate()?).build()?, ());
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
    /// # assert_eq!(answer.status(), 200);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn filter<T: Into<Arc<R>>>(&self, resources: impl IntoIterator<Item = T>) -> Vec<Permit<A, R>> {
        resources.into_iter().filter_map(|resource| self.permit(resource)).collect()
    }
}

impl<A, R: Policy<A>> Debug for Scoped<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scoped").field("user", &self.user).finish()
    }
}

impl<A, R: Policy<A>, S: Send + Sync> FromRequestParts<S> for Scoped<A, R> {
    type Rejection = LoginRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, LoginRejection> {
        let user =
            <Option<CurrentUser<R::User>> as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        Ok(Self { user, action: PhantomData })
    }
}
