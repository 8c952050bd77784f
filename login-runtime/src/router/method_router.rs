//! The handlers of one path, by method.

use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter as AxumMethods, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::endpoint::{Endpoint, Methods};
use super::{AxumHandler, DeclaresAccess, GuardedFor};
use crate::context::Bound;
use crate::rule::AccessRule;
use crate::user::UserMixin;

/// The handlers of one path, by method, each with its access rule. Made by the functions of [`routing`](super::routing).
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Router, login_required, public, routing::get};
///
/// #[public]
/// async fn read() {}
///
/// #[login_required]
/// async fn write() {}
///
/// let app = Router::<User>::new().route("/", get(read).post(write));
/// assert_eq!(app.access_table().iter().count(), 2);
/// ```
#[must_use = "handlers do nothing until they are given to a route"]
pub struct MethodRouter<U: UserMixin, S: 'static = ()> {
    pub(super) endpoints: Vec<Endpoint<U, S>>,
}

impl<U: UserMixin, S: Clone + Send + Sync + 'static> MethodRouter<U, S> {
    /// Adds a handler for `GET` and `HEAD` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn add() {}
    /// # #[login_required] async fn posts() {}
    /// use login_runtime::{Router, routing::post};
    ///
    /// let table = Router::<User>::new().route("/posts", post(add).get(posts)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["POST", "GET"]));
    /// ```
    #[track_caller]
    pub fn get<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::GET, handler)
    }

    /// Adds a handler for `POST` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn posts() {}
    /// # #[login_required] async fn add() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(posts).post(add)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "POST"]));
    /// ```
    #[track_caller]
    pub fn post<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::POST, handler)
    }

    /// Adds a handler for `PUT` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn show() {}
    /// # #[login_required] async fn replace() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(show).put(replace)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "PUT"]));
    /// ```
    #[track_caller]
    pub fn put<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::PUT, handler)
    }

    /// Adds a handler for `PATCH` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn show() {}
    /// # #[login_required] async fn edit() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(show).patch(edit)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "PATCH"]));
    /// ```
    #[track_caller]
    pub fn patch<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::PATCH, handler)
    }

    /// Adds a handler for `DELETE` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn show() {}
    /// # #[login_required] async fn remove() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(show).delete(remove)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "DELETE"]));
    /// ```
    #[track_caller]
    pub fn delete<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::DELETE, handler)
    }

    /// Adds a handler for `HEAD` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn posts() {}
    /// # #[login_required] async fn count() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(posts).head(count)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "HEAD"]));
    /// ```
    #[track_caller]
    pub fn head<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::HEAD, handler)
    }

    /// Adds a handler for `OPTIONS` requests.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn posts() {}
    /// # #[login_required] async fn describe() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/posts", get(posts).options(describe)).access_table();
    /// assert!(table.iter().map(|entry| entry.methods[0]).eq(["GET", "OPTIONS"]));
    /// ```
    #[track_caller]
    pub fn options<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.on(MethodFilter::OPTIONS, handler)
    }

    /// Adds a handler for the requests that `filter` lets through.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn show() {}
    /// # #[login_required] async fn save() {}
    /// use axum::routing::MethodFilter;
    /// use login_runtime::{Router, routing::get};
    ///
    /// let routes = get(show).on(MethodFilter::PUT.or(MethodFilter::PATCH), save);
    /// let table = Router::<User>::new().route("/post", routes).access_table();
    /// assert_eq!(table.iter().nth(1).unwrap().methods, ["PUT", "PATCH"]);
    /// ```
    #[track_caller]
    pub fn on<H, F, T, G>(mut self, filter: MethodFilter, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.endpoints.extend(Self::of(Methods::Only(filter), handler).endpoints);
        self
    }

    /// Adds the handlers of another one, for methods that have none here.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn posts() {}
    /// # #[login_required] async fn add() {}
    /// use login_runtime::{Router, routing::{get, post}};
    ///
    /// let table = Router::<User>::new().route("/posts", get(posts).merge(post(add))).access_table();
    /// assert_eq!(table.iter().count(), 2);
    /// ```
    pub fn merge(mut self, other: Self) -> Self {
        self.endpoints.extend(other.endpoints);
        self
    }

    /// Wraps the handlers added so far in a layer, for what is about this path alone: another limit for bodies, a timeout. The rule is
    /// decided inside of it; a method that has no handler stays a 405 outside of it.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Key, LoginManager, public};
    /// use axum::extract::DefaultBodyLimit;
    /// use login_runtime::{Router, routing::post};
    ///
    /// #[public]
    /// async fn upload(film: axum::body::Bytes) {}
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let films = post(upload).layer(DefaultBodyLimit::max(100 << 20)); // axum's own is 2 MB
    /// let app = Router::<User>::new().route("/films", films).with_login(manager, ());
    /// # let request = axum::http::Request::post("/films").body(axum::body::Body::from(vec![0; 3 << 20]))?;
    /// # assert_eq!(tower::ServiceExt::oneshot(app, request).await?.status(), 200);
    /// # Ok(()) }
    /// ```
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let wrapped = |endpoint: Endpoint<U, S>| endpoint.layer(layer.clone());
        self.endpoints = self.endpoints.into_iter().map(wrapped).collect();
        self
    }

    #[track_caller]
    pub(super) fn of<H, F, T, G>(methods: Methods, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        let endpoint = Endpoint::new::<H, F, T, <H as GuardedFor<G, U, S>>::Guard>(methods, handler);
        Self { endpoints: vec![endpoint] }
    }

    pub(super) fn build(self, bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]) -> AxumMethods<S> {
        self.endpoints
            .into_iter()
            .fold(AxumMethods::new(), |routes, endpoint| routes.merge(endpoint.build(bound, state, outer)))
    }
}

impl<U: UserMixin, S: 'static> Debug for MethodRouter<U, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.endpoints).finish()
    }
}
