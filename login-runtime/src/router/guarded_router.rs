//! The router that keeps its routes as data until `with_login`.

use std::collections::HashSet;
use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use tower_layer::Layer;
use tower_service::Service;

use super::built::{Built, joined, with_slash};
use super::endpoint::Methods;
use super::own_views::OwnViews;
use super::{
    AccessTable, AxumHandler, ContextLayer, DeclaresAccess, DeclaresRoutes, DeclaresRules, GuardedFor,
    LoginLayer, MethodRouter,
};
use crate::context::{Bound, Rules};
use crate::manager::{LoginManager, erase};
use crate::refusal::Refusal;
use crate::rule::AccessRule;
use crate::rule::typed::{NamedRule, NamedRuleFor};
use crate::user::{RequestSource, UserLoader, UserMixin};

/// A router in which every route has an access rule, for users of type `U` and a state of type `S`.
///
/// It takes the place of `axum::Router` and becomes one through [`with_login`](Router::with_login), so whatever is
/// served has its login manager.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::{Key, LoginManager, Router, login_required, public, routing::get};
///
/// #[public]
/// async fn index() -> &'static str { "hello" }
///
/// #[login_required]
/// async fn dashboard() -> &'static str { "hello again" }
///
/// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
/// let app: axum::Router = Router::<User>::new()
///     .route("/", get(index))
///     .route("/dashboard", get(dashboard))
///     .with_login(manager, ());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "routes serve nothing until `with_login` makes an axum router of them"]
pub struct Router<U: UserMixin, S: 'static = ()> {
    steps: Vec<Step<U, S>>,
    /// The rules for every step.
    rules: Vec<AccessRule>,
    views: OwnViews,
}

/// One call on the router; `with_login` repeats them on axum's, in order, so that layers wrap what they should.
enum Step<U: UserMixin, S: 'static> {
    Route(String, MethodRouter<U, S>),
    Nest(String, Router<U, S>),
    Merge(Router<U, S>),
    Fallback(MethodRouter<U, S>),
    MethodNotAllowed(MethodRouter<U, S>),
    Mount { path: String, rule: AccessRule, build: Mount<U, S> },
    Unguarded { reason: String, router: axum::Router<S> },
    Layer(WrapLayer<U, S>),
    RouteLayer(Box<dyn FnOnce(axum::Router<S>) -> axum::Router<S> + Send>),
}

/// Called for the router, and once more for its fallback where that stands alone.
type WrapLayer<U, S> = Box<dyn Fn(axum::Router<S>, &Arc<Bound<U>>) -> axum::Router<S> + Send>;

type Mount<U, S> = Box<dyn Fn(axum::Router<S>, &Arc<Bound<U>>, &[AccessRule]) -> axum::Router<S> + Send>;

impl<U: UserMixin, S: Clone + Send + Sync + 'static> Router<U, S> {
    /// Makes a router without routes.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// let app = login_runtime::Router::<User>::new();
    /// assert_eq!(app.access_table().iter().count(), 0);
    /// ```
    pub fn new() -> Self {
        Self { steps: Vec::new(), rules: Vec::new(), views: OwnViews::default() }
    }

    /// Adds the handlers of a path; made by [`routing::get`](crate::routing::get) and its like.
    ///
    /// # Panics
    ///
    /// [`with_login`](Router::with_login) panics, as axum does, where a path or a method of it is given twice or the
    /// path is malformed.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn index() {}
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let app = Router::<User>::new().route("/", get(index)).route("/users", get(users));
    /// assert!(app.access_table().iter().map(|entry| &entry.path).eq(["/", "/users"]));
    /// ```
    pub fn route(self, path: &str, routes: impl DeclaresRoutes<U, S>) -> Self {
        self.step(Step::Route(path.to_owned(), routes.into_routes()))
    }

    /// Adds another router under a prefix, as `axum::Router::nest` does. But its [`fallback`](Router::fallback) answers all that is under the
    /// prefix: also nothing but a slash, unless a route is there, and also where the routers around it have no fallback themselves.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn index() {}
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let admin = Router::<User>::new().route("/users", get(users));
    /// let app = Router::new().route("/", get(index)).nest("/admin", admin);
    /// assert!(app.access_table().iter().map(|entry| &entry.path).eq(["/", "/admin/users"]));
    /// ```
    pub fn nest(self, prefix: &str, router: impl DeclaresRules<U, S>) -> Self {
        self.step(Step::Nest(prefix.to_owned(), router.into_router()))
    }

    /// Adds the routes of another router.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn index() {}
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let pages = Router::<User>::new().route("/", get(index));
    /// let app = pages.merge(Router::new().route("/users", get(users)));
    /// assert_eq!(app.access_table().iter().count(), 2);
    /// ```
    pub fn merge(self, router: impl DeclaresRules<U, S>) -> Self {
        self.step(Step::Merge(router.into_router()))
    }

    /// Sets the handler for what no route matches. Without one it is axum's empty 404.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// use axum::http::StatusCode;
    /// use login_runtime::{Router, public};
    ///
    /// #[public]
    /// async fn not_found() -> (StatusCode, &'static str) {
    ///     (StatusCode::NOT_FOUND, "There is no such page.")
    /// }
    ///
    /// let app = Router::<User>::new().fallback(not_found);
    /// assert_eq!(app.access_table().iter().next().unwrap().path, "/{*fallback}");
    /// ```
    #[track_caller]
    pub fn fallback<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        self.step(Step::Fallback(MethodRouter::of(Methods::Any, handler)))
    }

    /// Sets the handler for the paths added so far where they do not answer a request's method, as
    /// `axum::Router::method_not_allowed_fallback` does. Without one it is axum's empty 405. Routers in it have it too, also those with a
    /// [`fallback`](Router::fallback), unless they have one of their own.
    ///
    /// It is no route, so the access table does not list it, and its rule can be about no object; the rule, and those of the routers around
    /// it, are asked all the same.
    ///
    /// # Panics
    ///
    /// Where its rule is about an object, as no path says which.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, login_required};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[login_required] async fn users() {}
    /// use axum::http::StatusCode;
    /// use login_runtime::{CurrentUser, Key, LoginManager, Router, public, routing::get};
    ///
    /// #[public]
    /// async fn not_allowed(user: Option<CurrentUser<User>>) -> (StatusCode, String) {
    ///     let whose = user.map_or("a guest".to_owned(), |user| format!("user {}", user.id));
    ///     (StatusCode::METHOD_NOT_ALLOWED, format!("Not like this, {whose}."))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app = Router::<User>::new().route("/users", get(users)).method_not_allowed_fallback(not_allowed);
    /// # let request = axum::http::Request::post("/users").body(axum::body::Body::empty())?;
    /// # let answer = tower::ServiceExt::oneshot(app.with_login(manager, ()), request).await?;
    /// # assert_eq!(answer.status(), 405);
    /// # assert_eq!(axum::body::to_bytes(answer.into_body(), 999).await?, "Not like this, a guest.");
    /// # Ok(()) }
    /// ```
    #[track_caller]
    pub fn method_not_allowed_fallback<H, F, T, G>(self, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F, Guard = G> + GuardedFor<G, U, S>,
    {
        let routes = MethodRouter::of(Methods::Any, handler);
        let loads = routes.endpoints.iter().any(|endpoint| !endpoint.loads.is_empty());
        assert!(!loads, "a fallback for methods stands at many paths, so its rule can be about no object");
        self.step(Step::MethodNotAllowed(routes))
    }

    /// Adds a foreign service, an `axum::Router` with its state or any tower service, under a prefix, with one rule
    /// for all of it. Under `/` it gets what no route matches, in place of a fallback.
    ///
    /// # Security
    ///
    /// The rule is for paths under the prefix as they are written. A service under `/` beside a stricter one under `/private` gets
    /// `//private` and `/%70rivate` too, which a file server takes for the same folder: give it no way to the other's files.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{AccessRule, Router};
    ///
    /// let reports: axum::Router = axum::Router::new();
    /// let app = Router::<User>::new().mount("/reports", AccessRule::login_required(), reports);
    /// assert!(app.access_table().to_string().contains("/reports/{*path}"));
    /// ```
    #[doc(alias = "nest_service")]
    #[doc(alias = "route_service")]
    #[doc(alias = "fallback_service")]
    pub fn mount<T>(self, prefix: &str, rule: AccessRule, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        let path = prefix.to_owned();
        let build = move |router: axum::Router<S>, bound: &Arc<Bound<U>>, outer: &[AccessRule]| {
            let rules = Rules::Joined([outer, &[rule]].concat().into());
            let service = LoginLayer::with_rules(Arc::clone(bound), rules).layer(service.clone());
            // Beneath the root stands what no other route matches.
            if path == "/" { router.fallback_service(service) } else { router.nest_service(&path, service) }
        };
        self.step(Step::Mount { path: prefix.to_owned(), rule, build: Box::new(build) })
    }

    /// Adds the routes of an `axum::Router` as they are, with nobody guarding them. The reason stands in the table.
    ///
    /// # Security
    ///
    /// Its routes have no rule, no login and no cross-origin check. [`mount`](Router::mount) gives it all three.
    ///
    /// Its paths are not known here: [`with_login`](Router::with_login) panics where one is the prefix of a nested router that has a fallback,
    /// with a slash behind it.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::Router;
    ///
    /// let app = Router::<User>::new().trust_unguarded("metrics, bound to the private network", axum::Router::new());
    /// assert!(app.access_table().to_string().contains("unguarded: metrics"));
    /// ```
    pub fn trust_unguarded(self, reason: impl Into<String>, router: axum::Router<S>) -> Self {
        self.step(Step::Unguarded { reason: reason.into(), router })
    }

    /// Asks a named rule of every route of this router beside the route's own, whether it was added before or is added later,
    /// also of routers in it, of mounted services and of the fallback. What is added by
    /// [`trust_unguarded`](Router::trust_unguarded) alone stays as it is.
    ///
    /// A request must fulfill both; a public route in it is one no longer. The rule is a unit struct with an access attribute.
    ///
    /// ```
    /// # use login_runtime::{Role, UserMixin, user_loader};
    /// # #[derive(Clone, Copy, PartialEq, Eq, Role)] enum AppRole { Member, Admin }
    /// # #[derive(Clone, UserMixin)] struct User { id: i64, #[user(role)] role: AppRole }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use login_runtime::{Router, login_required, requires, routing::get};
    ///
    /// #[requires(role = AppRole::Admin)]
    /// struct AdminsOnly;
    ///
    /// #[login_required]
    /// async fn users() {}
    ///
    /// let admin = Router::<User>::new().route("/users", get(users)).requires(AdminsOnly);
    /// let app = Router::<User>::new().nest("/admin", admin);
    /// assert!(app.access_table().to_string().contains("AdminsOnly(role = AppRole::Admin)"));
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a rule is named, not used: `requires(AdminsOnly)`")]
    pub fn requires<R: NamedRule>(mut self, rule: R) -> Self
    where
        R::Itself: NamedRuleFor<U, S>,
    {
        let _ = rule;
        self.rules.push(AccessRule { rule: R::NAMED, ..R::RULE });
        self
    }

    /// Sends the guests of this router to a page of its own, in place of the manager's. It holds for all of the router, also for
    /// what is added later and for routers in it that say nothing themselves: the nearest one decides. Flask-Login's
    /// `set_login_view` with a blueprint.
    ///
    /// # Panics
    ///
    /// Where the path is none of this site.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, login_required};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let admin = Router::<User>::new().route("/users", get(users)).login_view("/admin/login");
    /// let app = Router::<User>::new().nest("/admin", admin);
    /// ```
    #[track_caller]
    pub fn login_view(mut self, path: &str) -> Self {
        self.views.set_login(path);
        self
    }

    /// Sends people of this router whose log-in is not fresh to a page of its own, on the terms of
    /// [`login_view`](Router::login_view).
    ///
    /// # Panics
    ///
    /// Where the path is none of this site.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, login_required};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let admin = Router::<User>::new().route("/users", get(users)).refresh_view("/admin/confirm");
    /// # let _ = admin;
    /// ```
    #[track_caller]
    pub fn refresh_view(mut self, path: &str) -> Self {
        self.views.set_refresh(path);
        self
    }

    /// Sends people of this router to no page at all: they get a 401, as suits an API.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, login_required};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let api = Router::<User>::new().route("/users", get(users)).no_views();
    /// let app = Router::<User>::new().nest("/api", api).login_view("/login");
    /// ```
    pub fn no_views(mut self) -> Self {
        self.views.set_none();
        self
    }

    /// Answers whoever is refused in this router and sent nowhere, in place of the manager's handlers: JSON in an API, pages with the
    /// layout of an area. Whoever is sent to a view still is, or gets the manager's handler for that case; an API has
    /// [no views](Router::no_views). It holds for all of the router, also for routers in it that have none themselves: the nearest one decides.
    /// What no route matches is not refused: it is for the [`fallback`](Router::fallback), whose own rule may refuse.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, login_required};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[login_required] async fn users() {}
    /// use axum::Json;
    /// use login_runtime::{Key, LoginManager, Router, routing::get};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let api = Router::<User>::new()
    ///     .route("/users", get(users))
    ///     .no_views()
    ///     .refusal_handler(|refusal| (refusal.status(), Json(refusal.reason().as_str())));
    /// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// let app = Router::<User>::new().nest("/api", api).with_login(manager, ());
    /// # let request = axum::http::Request::get("/api/users").body(axum::body::Body::empty())?;
    /// # let refused = tower::ServiceExt::oneshot(app, request).await?;
    /// # assert_eq!(refused.status(), 401);
    /// # assert_eq!(axum::body::to_bytes(refused.into_body(), 999).await?, "\"login_required\"");
    /// # Ok(()) }
    /// ```
    pub fn refusal_handler<R: IntoResponse>(
        mut self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.views.set_refusal_handler(erase(handler));
        self
    }

    /// Wraps every route added so far, as `axum::Router::layer` does. The rule is decided inside of it.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Key, LoginManager, login_required};
    /// # #[login_required] async fn users() {}
    /// use axum::{middleware::map_response, response::Response};
    /// use login_runtime::{Router, routing::get};
    ///
    /// async fn mark(mut response: Response) -> Response {
    ///     response.headers_mut().insert("x-seen", "yes".parse().unwrap());
    ///     response
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app = Router::<User>::new().route("/users", get(users)).layer(map_response(mark)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/users").body(axum::body::Body::empty())?;
    /// let refused = tower::ServiceExt::oneshot(app, request).await?;
    /// assert_eq!((refused.status().as_u16(), &refused.headers()["x-seen"]), (401, &"yes".parse()?));
    /// # Ok(()) }
    /// ```
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.step(Step::Layer(Box::new(move |router, _| router.layer(layer.clone()))))
    }

    /// Wraps every route added so far in a layer that may ask who is there: its middleware takes `Option<CurrentUser<U>>` or
    /// [`LazyUser`](crate::LazyUser) as handlers do. Whoever it asked about is not loaded again; a log-in or log-out of the
    /// handler it does not see. Under [`layer`](Router::layer) there is nobody to ask, which costs a request less.
    /// [`LoginOptions`](crate::LoginOptions) have to stand around it: add them after it.
    ///
    /// # Security
    ///
    /// Routes of [`trust_unguarded`](Router::trust_unguarded) are under it too. What asks who is there in them is told, and nothing checks
    /// which site such a request comes from.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Key, LoginManager, login_required};
    /// # #[login_required] async fn users() {}
    /// use axum::extract::Request;
    /// use axum::middleware::{Next, from_fn};
    /// use axum::response::Response;
    /// use login_runtime::{CurrentUser, Router, routing::get};
    ///
    /// async fn log(user: Option<CurrentUser<User>>, request: Request, next: Next) -> Response {
    ///     let path = request.uri().path().to_owned();
    ///     let response = next.run(request).await;
    ///     println!("{path} for {:?}: {}", user.map(|user| user.id), response.status());
    ///     response
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app = Router::<User>::new().route("/users", get(users)).layer_with_login(from_fn(log)).with_login(manager, ());
    /// # let request = axum::http::Request::get("/users").body(axum::body::Body::empty())?;
    /// # assert_eq!(tower::ServiceExt::oneshot(app, request).await?.status(), 401);
    /// # Ok(()) }
    /// ```
    pub fn layer_with_login<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let wrap: WrapLayer<U, S> = Box::new(|router, bound| router.layer(ContextLayer(Arc::clone(bound))));
        self.layer(layer).step(Step::Layer(wrap))
    }

    /// Wraps every route added so far, but not what no route matches, as `axum::Router::route_layer` does.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Key, LoginManager, login_required};
    /// # #[login_required] async fn users() {}
    /// use axum::{http::StatusCode, middleware::map_response, response::Response};
    /// use login_runtime::{Router, routing::get};
    ///
    /// async fn close(response: Response) -> (StatusCode, Response) {
    ///     (StatusCode::SERVICE_UNAVAILABLE, response)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app = Router::<User>::new().route("/users", get(users)).route_layer(map_response(close)).with_login(manager, ());
    /// # let ask = |path| tower::ServiceExt::oneshot(app.clone(), axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap());
    /// assert_eq!(ask("/users").await?.status(), 503);
    /// assert_eq!(ask("/nowhere").await?.status(), 404);
    /// # Ok(()) }
    /// ```
    pub fn route_layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.step(Step::RouteLayer(Box::new(move |router| router.route_layer(layer))))
    }

    /// Returns every route with its rule.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{login_required, public};
    /// # #[public] async fn index() {}
    /// # #[login_required] async fn users() {}
    /// use login_runtime::{Router, routing::get};
    ///
    /// let table = Router::<User>::new().route("/users", get(users)).access_table();
    /// assert_eq!(table.iter().next().unwrap().rule_text, "login");
    /// ```
    #[must_use]
    pub fn access_table(&self) -> AccessTable {
        let mut table = AccessTable::default();
        self.list("", &[], &mut table);
        table
    }

    /// Makes the axum router that is served: from here on the manager and the state are known.
    ///
    /// # Panics
    ///
    /// As axum does, where a path is malformed, or a path or a method of it was given twice; and where a rule is about an object
    /// whose id is not in the path, or is in it twice, or is in the same place as another object's.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
    /// # use login_runtime::{Key, LoginManager, login_required};
    /// use axum::extract::State;
    /// use login_runtime::{Router, routing::get};
    ///
    /// #[login_required]
    /// async fn users(State(title): State<&'static str>) -> &'static str {
    ///     title
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app: axum::Router = Router::<User, _>::new().route("/users", get(users)).with_login(manager, "All users");
    /// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::get("/users").body(axum::body::Body::empty())?).await?;
    /// # assert_eq!(answer.status(), 401);
    /// # Ok(()) }
    /// ```
    #[doc(alias = "with_state")]
    #[track_caller]
    pub fn with_login(self, manager: LoginManager, state: S) -> axum::Router
    where
        U: UserLoader<S>,
        U::Requests: RequestSource<U, S>,
    {
        let table = self.access_table();
        for entry in &table {
            entry.assert_ids_in_path();
        }
        let bound = Bound::new(manager, state.clone());
        let paths = table.iter().map(|entry| &*entry.path).collect();
        let around = Around { rules: &[], prefix: "", paths: &paths };
        self.build(&bound, &state, around).router.with_state(state)
    }

    fn step(mut self, step: Step<U, S>) -> Self {
        self.steps.push(step);
        self
    }

    fn list(&self, prefix: &str, outer: &[AccessRule], table: &mut AccessTable) {
        let rules = [outer, &self.rules].concat();
        for step in &self.steps {
            match step {
                Step::Route(path, routes) => {
                    list_methods(routes, &joined(prefix, path), &rules, table);
                }
                Step::Fallback(routes) => {
                    list_methods(routes, &joined(prefix, "/{*fallback}"), &rules, table);
                }
                Step::Nest(inner, router) => router.list(&joined(prefix, inner), &rules, table),
                Step::Merge(router) => router.list(prefix, &rules, table),
                Step::Mount { path, rule, .. } => {
                    table.push_service::<U>(
                        joined(&joined(prefix, path), "/{*path}"),
                        [&rules[..], &[*rule]].concat(),
                        None,
                    );
                }
                Step::Unguarded { reason, .. } => {
                    table.push_service::<U>(joined(prefix, "/{*unguarded}"), Vec::new(), Some(reason));
                }
                // It is no route: whatever it answers is a 405 without it.
                Step::MethodNotAllowed(_) | Step::Layer(_) | Step::RouteLayer(_) => {}
            }
        }
    }

    /// Repeats the calls on axum's router.
    fn build(self, bound: &Arc<Bound<U>>, state: &S, around: Around<'_>) -> Built<S> {
        let rules = [around.rules, &self.rules].concat();
        let around = Around { rules: &rules, ..around };
        let within = self.views.within(bound.views()).map(|views| bound.with_views(views));
        let bound = within.as_ref().unwrap_or(bound);
        self.steps.into_iter().fold(Built::new(), |built, step| match step {
            Step::Route(path, routes) => {
                built.with(|router| router.route(&path, routes.build(bound, state, &rules)))
            }
            Step::Nest(prefix, inner) => {
                let here = joined(around.prefix, &prefix);
                let is_slash_routed = around.paths.contains(&*with_slash(&here));
                let inner = inner.build(bound, state, Around { prefix: &here, ..around });
                built.nest(&prefix, inner, is_slash_routed, state)
            }
            Step::Merge(inner) => built.merge(inner.build(bound, state, around)),
            Step::Fallback(routes) => {
                let service = routes.build(bound, state, &rules).with_state(state.clone());
                built.with_fallback(|router| router.fallback_service(service.clone()))
            }
            Step::Mount { path, build, .. } if path == "/" => {
                built.with_fallback(|router| build(router, bound, &rules))
            }
            Step::Mount { build, .. } => built.with(|router| build(router, bound, &rules)),
            Step::Unguarded { router: inner, .. } => built.with(|router| router.merge(inner)),
            Step::MethodNotAllowed(routes) => {
                built.with(|router| router.method_not_allowed_fallback(routes.build(bound, state, &rules)))
            }
            Step::Layer(wrap) => built.wrap(|router| wrap(router, bound)),
            Step::RouteLayer(wrap) => built.with(wrap),
        })
    }
}

/// What a router is built in.
#[derive(Clone, Copy)]
struct Around<'a> {
    rules: &'a [AccessRule],
    prefix: &'a str,
    /// The paths of all routes, with the prefixes before them.
    paths: &'a HashSet<&'a str>,
}

fn list_methods<U: UserMixin, S>(
    routes: &MethodRouter<U, S>,
    path: &str,
    outer: &[AccessRule],
    table: &mut AccessTable,
) {
    for endpoint in &routes.endpoints {
        table.push_endpoint(path.to_owned(), outer, endpoint);
    }
}

impl<U: UserMixin, S: Clone + Send + Sync + 'static> Default for Router<U, S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<U: UserMixin, S: Clone + Send + Sync + 'static> Debug for Router<U, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Router").field(&self.access_table()).finish()
    }
}
