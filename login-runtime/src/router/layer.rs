//! The layer for a plain axum router, one attribute at a time; and for a whole service under one rule.

use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::own_views::OwnViews;
use crate::context::{Bound, Gate, Inner, OriginCheck, Rules, Serving, serve};
use crate::manager::{LoginManager, erase};
use crate::refusal::Refusal;
use crate::user::{RequestSource, UserLoader, UserMixin};

impl LoginManager {
    /// Makes the layer that a plain `axum::Router` needs for guarded handlers and extractors.
    ///
    /// [`Router`](crate::Router) does without: there a route without a rule does not compile, and a route costs
    /// less. Here a forgotten attribute is an open route, as anywhere else; a forgotten layer is a 500.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// use axum::{Router, routing::get};
    /// use login_runtime::{Key, LoginManager, login_required};
    ///
    /// #[login_required]
    /// async fn dashboard() {}
    ///
    /// let manager = LoginManager::new(Key::generate()?).build()?;
    /// let app: Router = Router::new().route("/dashboard", get(dashboard)).layer(manager.layer::<User, _>(()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn layer<U, S>(&self, state: S) -> LoginLayer<U>
    where
        U: UserLoader<S>,
        U::Requests: RequestSource<U, S>,
        S: Send + Sync + 'static,
    {
        LoginLayer { bound: Bound::new(self.clone(), state), rules: Rules::Own(&[]) }
    }
}

/// Puts the login of a `U` at hand for a whole service. Made by [`LoginManager::layer`].
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// use axum::{Router, routing::get};
/// use login_runtime::{Key, LoginLayer, LoginManager, login_required};
///
/// #[login_required]
/// async fn dashboard() {}
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let manager = LoginManager::new(Key::generate()?).build()?;
/// let layer: LoginLayer<User> = manager.layer(());
/// let app: Router = Router::new().route("/", get(dashboard)).layer(layer);
/// # let answer = tower::ServiceExt::oneshot(app, axum::http::Request::new(axum::body::Body::empty())).await?;
/// assert_eq!(answer.status(), 401);
/// # Ok(()) }
/// ```
pub struct LoginLayer<U: UserMixin> {
    bound: Arc<Bound<U>>,
    rules: Rules,
}

impl<U: UserMixin> LoginLayer<U> {
    /// Sends guests to a page of its own, in place of the manager's, as [`Router::login_view`](crate::Router::login_view) does.
    ///
    /// # Panics
    ///
    /// Where the path is none of this site.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Key, LoginManager};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// let layer = manager.layer::<User, _>(()).login_view("/admin/login");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    #[must_use = "the layer is returned with its view"]
    pub fn login_view(self, path: &str) -> Self {
        self.with_views(|views| views.set_login(path))
    }

    /// Sends people whose log-in is not fresh to a page of its own.
    ///
    /// # Panics
    ///
    /// Where the path is none of this site.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Key, LoginManager};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// let layer = manager.layer::<User, _>(()).refresh_view("/admin/confirm");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    #[must_use = "the layer is returned with its view"]
    pub fn refresh_view(self, path: &str) -> Self {
        self.with_views(|views| views.set_refresh(path))
    }

    /// Sends people to no page at all: they get a 401.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Key, LoginManager};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// let layer = manager.layer::<User, _>(()).no_views();
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "the layer is returned without views"]
    pub fn no_views(self) -> Self {
        self.with_views(OwnViews::set_none)
    }

    /// Answers whoever is refused and sent nowhere, in place of the manager's handlers, as
    /// [`Router::refusal_handler`](crate::Router::refusal_handler) does.
    ///
    /// ```
    /// # use login_runtime::{UserMixin, user_loader, Key, LoginManager};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// let manager = LoginManager::new(Key::generate()?).login_view("/login").build()?;
    /// let layer = manager.layer::<User, _>(()).no_views().refusal_handler(|refusal| (refusal.status(), refusal.reason().as_str()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "the layer is returned with its handler"]
    pub fn refusal_handler<R: IntoResponse>(
        self,
        handler: impl Fn(Refusal<'_>) -> R + Send + Sync + 'static,
    ) -> Self {
        self.with_views(|views| views.set_refusal_handler(erase(handler)))
    }

    #[track_caller]
    fn with_views(self, set: impl FnOnce(&mut OwnViews)) -> Self {
        let mut own = OwnViews::default();
        set(&mut own);
        let views = own.within(self.bound.views());
        Self { bound: views.map_or(self.bound.clone(), |views| self.bound.with_views(views)), ..self }
    }

    pub(super) fn with_rules(bound: Arc<Bound<U>>, rules: Rules) -> Self {
        Self { bound, rules }
    }
}

impl<U: UserMixin> Clone for LoginLayer<U> {
    fn clone(&self) -> Self {
        Self { bound: Arc::clone(&self.bound), rules: self.rules.clone() }
    }
}

impl<U: UserMixin> Debug for LoginLayer<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginLayer(..)")
    }
}

impl<I, U: UserMixin> Layer<I> for LoginLayer<U> {
    type Service = LoginService<I, U>;

    fn layer(&self, inner: I) -> LoginService<I, U> {
        LoginService(WithContext::new(inner, &self.bound, self.rules.clone()))
    }
}

/// Puts the login at hand and asks for nothing: the routes further in have rules, and checks for other sites, of their own.
pub(super) struct ContextLayer<U: UserMixin>(pub(super) Arc<Bound<U>>);

impl<U: UserMixin> Clone for ContextLayer<U> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<I, U: UserMixin> Layer<I> for ContextLayer<U> {
    type Service = WithContext<I, U>;

    fn layer(&self, inner: I) -> WithContext<I, U> {
        WithContext::new(inner, &self.0, Rules::FurtherIn)
    }
}

/// The service of a [`LoginLayer`]: the cross-origin check, and behind it the login at hand.
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// use axum::{body::Body, extract::Request, routing::get};
/// use login_runtime::{CurrentUser, Key, LoginManager, LoginService};
/// use tower::{Layer, ServiceExt};
///
/// async fn who(user: Option<CurrentUser<User>>) -> &'static str {
///     if user.is_some() { "somebody" } else { "nobody" }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let manager = LoginManager::new(Key::generate()?).build()?;
/// let service: LoginService<axum::Router, User> = manager.layer(()).layer(axum::Router::new().route("/", get(who)));
/// assert_eq!(service.oneshot(Request::new(Body::empty())).await?.status(), 200);
/// # Ok(()) }
/// ```
pub struct LoginService<I, U: UserMixin>(WithContext<I, U>);

impl<I: Clone, U: UserMixin> Clone for LoginService<I, U> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<I, U: UserMixin> Debug for LoginService<I, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LoginService(..)")
    }
}

impl<I, U> Service<Request> for LoginService<I, U>
where
    I: Service<Request, Error = Infallible> + Clone + Send + 'static,
    I::Response: IntoResponse,
    I::Future: Send,
    U: UserMixin,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        Box::pin(self.0.call(request))
    }
}

/// A service with the login at hand.
pub(super) struct WithContext<I, U: UserMixin> {
    inner: I,
    gate: Arc<Gate<U, ()>>,
}

impl<I, U: UserMixin> WithContext<I, U> {
    fn new(inner: I, bound: &Arc<Bound<U>>, rules: Rules) -> Self {
        bound.settings().has_layer.store(true, Ordering::Relaxed);
        let origin_check = rules.check_origin().then(|| OriginCheck::new(bound.settings()));
        let bound = Arc::clone(bound);
        let gate = Gate { bound, rules, origin_check, loads: &[], state: (), pass: None, is_carried: true };
        Self { inner, gate: Arc::new(gate) }
    }
}

impl<I: Clone, U: UserMixin> Clone for WithContext<I, U> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), gate: Arc::clone(&self.gate) }
    }
}

impl<I, U> Service<Request> for WithContext<I, U>
where
    I: Service<Request, Error = Infallible> + Clone,
    I::Response: IntoResponse,
    U: UserMixin,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Serving<U, (), Behind<I>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The clone was never polled ready, so the one that was is taken and the clone stays behind.
        let clone = self.inner.clone();
        serve(&self.gate, request, Behind(std::mem::replace(&mut self.inner, clone)))
    }
}

/// The service behind a layer.
pub(super) struct Behind<I>(I);

impl<I> Inner<()> for Behind<I>
where
    I: Service<Request, Error = Infallible>,
    I::Response: IntoResponse,
{
    type Future = AsResponse<I::Future>;

    fn answer(mut self, request: Request, (): &()) -> Self::Future {
        AsResponse { answer: self.0.call(request) }
    }
}

pin_project! {
    /// An answer on its way, of whatever type.
    pub(super) struct AsResponse<F> {
        #[pin]
        answer: F,
    }
}

impl<F: Future<Output = Result<R, Infallible>>, R: IntoResponse> Future for AsResponse<F> {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let answer = self.project().answer.poll(context);
        answer.map(|answer| answer.map_or_else(|never| match never {}, IntoResponse::into_response))
    }
}
