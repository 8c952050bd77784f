//! One handler with its rule: until manager and state are known as data, then as a service of axum's router.

use std::any::TypeId;
use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter as AxumMethods, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::AccessGuard;
use crate::context::{Access, Bound, CrossOriginLayer, Inner, LoginContext, Rules, Serving, serve};
use crate::policy::Load;
use crate::rule::{AccessRule, HandlerSite};
use crate::user::UserMixin;

/// A handler, its rule, and the methods it answers.
pub(super) struct Endpoint<U: UserMixin, S: 'static> {
    pub(super) methods: Methods,
    pub(super) rule: AccessRule,
    pub(super) handler: HandlerSite,
    pub(super) loads: &'static [Load<S>],
    build: Build<U, S>,
}

/// Takes the manager, the state, and the rules of the routers around the endpoint.
type Build<U, S> = Box<dyn FnOnce(&Arc<Bound<U>>, &S, &[AccessRule]) -> AxumMethods<S> + Send>;

/// The methods of one endpoint.
#[derive(Clone, Copy, Debug)]
pub(super) enum Methods {
    Any,
    Only(MethodFilter),
}

impl<U: UserMixin, S: Clone + Send + Sync + 'static> Endpoint<U, S> {
    pub(super) fn new<H, T, G>(methods: Methods, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
        G: AccessGuard<U, S>,
    {
        let own = G::RULES;
        let rule = own[0];
        let loads = G::LOADS;
        let build = move |bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]| {
            let asks_identity = G::ASKS_IDENTITY;
            let routes = if asks_identity || !outer.is_empty() {
                let rules = if outer.is_empty() {
                    Rules::Own(own)
                } else {
                    Rules::Joined([outer, own].concat().into())
                };
                let access = Access { rules, loads };
                // A public handler's own guard asks for no pass.
                let pass = (!rule.is_public()).then(G::rule_type);
                let (bound, state) = (Arc::clone(bound), state.clone());
                let innermost = Innermost { handler, pass, arguments: PhantomData };
                methods.serve(GuardedHandler(Arc::new(Guarded { bound, access, state, innermost })))
            } else {
                // A public handler that asks for nothing is axum's business alone.
                methods.route(handler)
            };
            match methods {
                _ if !rule.checks_origin || !methods.are_unsafe() => routes,
                Methods::Any => routes.layer(CrossOriginLayer::new(bound, true)),
                // What the path does not answer stays a 405.
                Methods::Only(_) => routes.route_layer(CrossOriginLayer::new(bound, true)),
            }
        };
        Self { methods, rule, handler: G::HANDLER, loads, build: Box::new(build) }
    }

    /// The same within a layer.
    pub(super) fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let (build, methods) = (self.build, self.methods);
        let build = move |bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]| {
            let routes = build(bound, state, outer);
            match methods {
                Methods::Any => routes.layer(layer),
                Methods::Only(_) => routes.route_layer(layer),
            }
        };
        Self { build: Box::new(build), ..self }
    }

    pub(super) fn build(self, bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]) -> AxumMethods<S> {
        (self.build)(bound, state, outer)
    }
}

impl<U: UserMixin, S: 'static> Debug for Endpoint<U, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("rule", &self.rule)
            .field("handler", &self.handler)
            .finish_non_exhaustive()
    }
}

impl Methods {
    const NAMED: [(MethodFilter, &'static str); 9] = [
        (MethodFilter::GET, "GET"),
        (MethodFilter::HEAD, "HEAD"),
        (MethodFilter::POST, "POST"),
        (MethodFilter::PUT, "PUT"),
        (MethodFilter::PATCH, "PATCH"),
        (MethodFilter::DELETE, "DELETE"),
        (MethodFilter::OPTIONS, "OPTIONS"),
        (MethodFilter::TRACE, "TRACE"),
        (MethodFilter::CONNECT, "CONNECT"),
    ];

    /// The methods by name; `GET` includes `HEAD`, as in axum.
    pub(super) fn names(self) -> Vec<&'static str> {
        match self {
            Self::Any => vec!["ANY"],
            Self::Only(filter) => Self::NAMED
                .into_iter()
                .filter(|(method, _)| filter.or(*method) == filter)
                .map(|(_, name)| name)
                .collect(),
        }
    }

    fn are_unsafe(self) -> bool {
        let safe = MethodFilter::GET.or(MethodFilter::HEAD).or(MethodFilter::OPTIONS);
        match self {
            Self::Any => true,
            Self::Only(filter) => filter.or(safe) != safe,
        }
    }

    fn route<H, T, S>(self, handler: H) -> AxumMethods<S>
    where
        H: Handler<T, S>,
        T: 'static,
        S: Clone + Send + Sync + 'static,
    {
        match self {
            Self::Any => axum::routing::any(handler),
            Self::Only(filter) => axum::routing::on(filter, handler),
        }
    }

    fn serve<V, S>(self, service: V) -> AxumMethods<S>
    where
        V: Service<Request, Response = Response, Error = Infallible, Future: Send>
            + Clone
            + Send
            + Sync
            + 'static,
        S: Clone,
    {
        match self {
            Self::Any => axum::routing::any_service(service),
            Self::Only(filter) => axum::routing::on_service(filter, service),
        }
    }
}

/// A guarded handler: the innermost layer around the application's own, so nothing comes between rule and handler.
///
/// A service and not a handler, as axum clones both for every request, and a handler with its state once more.
struct GuardedHandler<H, T, U: UserMixin, S: 'static>(Arc<Guarded<H, T, U, S>>);

struct Guarded<H, T, U: UserMixin, S: 'static> {
    bound: Arc<Bound<U>>,
    access: Access<S>,
    state: S,
    innermost: Innermost<H, T>,
}

impl<H, T, U: UserMixin, S: 'static> Clone for GuardedHandler<H, T, U, S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<H, T, U, S> Service<Request> for GuardedHandler<H, T, U, S>
where
    H: Handler<T, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Serving<U, S, Innermost<H, T>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Guarded { bound, access, state, innermost } = &*self.0;
        serve(Arc::clone(bound), access.clone(), state.clone(), request, innermost.clone())
    }
}

/// The application's own handler.
struct Innermost<H, T> {
    handler: H,
    pass: Option<TypeId>,
    arguments: PhantomData<fn() -> T>,
}

impl<H: Clone, T> Clone for Innermost<H, T> {
    fn clone(&self) -> Self {
        Self { handler: self.handler.clone(), ..*self }
    }
}

impl<H: Handler<T, S>, T, U: UserMixin, S> Inner<U, S> for Innermost<H, T> {
    type Future = H::Future;

    fn pass(&self) -> Option<TypeId> {
        self.pass
    }

    fn call(self, request: Request, state: S, _: &Arc<LoginContext<U>>) -> H::Future {
        self.handler.call(request, state)
    }
}
