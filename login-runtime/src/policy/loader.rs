//! How a resource is loaded by the id in the path.

use std::any::{Any, TypeId};
use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

use axum::http::request::Parts;

use super::{LoadedArgument, Resource};
use crate::user::LoaderFailure;

/// Loads a resource by its id; written by [`#[resource_loader]`](macro@crate::resource_loader).
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Resource, ResourceLoader, resource_loader};
///
/// struct Post { id: i64 }
///
/// impl Resource for Post { type User = User; }
///
/// #[resource_loader]
/// async fn load_post(id: i64) -> Option<Post> {
///     (id == 7).then_some(Post { id })
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let (mut parts, ()) = axum::http::Request::new(()).into_parts();
/// let post = Post::load(7, &mut parts, &()).await.unwrap(); // as the router does
/// assert_eq!(post.unwrap().id, 7);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "no `#[resource_loader]` for `{Self}`",
    label = "nothing says how to load a `{Self}` by its id",
    note = "write `#[resource_loader] async fn load(id: /* the id's type */) -> Option<{Self}>`; further arguments are extractors such as `State<Pool>`",
    note = "for a resource of another crate name the state: `#[resource_loader(state = {S})]`"
)]
pub trait ResourceLoader<S>: Resource {
    /// The type of the id in the path.
    type Id: FromStr + Send;

    /// Loads the resource; `Ok(None)` when there is none of that id.
    ///
    /// ```
    /// # use login_runtime::{Resource, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # struct Post;
    /// # impl Resource for Post { type User = User; }
    /// use login_runtime::{ResourceLoader, resource_loader};
    ///
    /// #[resource_loader]
    /// fn load_post(id: i64) -> Result<Option<Post>, std::io::Error> {
    ///     if id < 0 { Err(std::io::Error::other("the database is away")) } else { Ok(None) }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let (mut parts, ()) = axum::http::Request::new(()).into_parts();
    /// assert!(Post::load(7, &mut parts, &()).await.unwrap().is_none()); // a 404
    /// assert!(Post::load(-1, &mut parts, &()).await.is_err()); // a 503
    /// # }
    /// ```
    fn load(
        id: Self::Id,
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Option<Self>, LoaderFailure>> + Send;
}

/// A loaded resource whose type is not known.
pub(crate) type AnyObject = Arc<dyn Any + Send + Sync>;

type Loading<'a> = Pin<Box<dyn Future<Output = Result<Option<AnyObject>, LoaderFailure>> + Send + 'a>>;

/// What a rule has loaded: the argument's name, and the object.
#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) argument: &'static str,
    pub(crate) object: AnyObject,
}

/// How one argument of a handler is loaded, with a state of type `S`. Made by the attributes.
pub struct Load<S> {
    argument: &'static str,
    extractor: fn() -> TypeId,
    by: for<'a> fn(&'a str, &'a mut Parts, &'a S) -> Loading<'a>,
}

impl<S> Load<S> {
    pub(crate) fn argument(&self) -> &'static str {
        self.argument
    }

    /// The type of the argument.
    pub(crate) fn extractor(&self) -> TypeId {
        (self.extractor)()
    }
}

impl<S: Send + Sync + 'static> Load<S> {
    /// The argument of this name and type.
    #[must_use]
    pub const fn of<T: LoadedArgument + 'static>(argument: &'static str) -> Self
    where
        T::Resource: ResourceLoader<S>,
    {
        Self {
            argument,
            extractor: TypeId::of::<T>,
            by: |id, parts, state| Box::pin(load::<T::Resource, S>(id, parts, state)),
        }
    }

    /// Loads the object; `Ok(None)` when there is none, and for what is no id at all.
    pub(crate) async fn load(
        &self,
        id: &str,
        parts: &mut Parts,
        state: &S,
    ) -> Result<Option<Object>, LoaderFailure> {
        let found = (self.by)(id, parts, state).await?;
        Ok(found.map(|object| Object { argument: self.argument, object }))
    }
}

async fn load<R: ResourceLoader<S>, S: Send + Sync>(
    id: &str,
    parts: &mut Parts,
    state: &S,
) -> Result<Option<AnyObject>, LoaderFailure> {
    let Ok(id) = id.parse::<R::Id>() else { return Ok(None) };
    let found = R::load(id, parts, state).await?;
    Ok(found.map(|resource| Arc::new(resource) as AnyObject))
}

impl<S> Debug for Load<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Load").field(&self.argument).finish()
    }
}
