//! One handler with its rule: until the manager is known as data, then as a handler of axum's.

use std::any::TypeId;
use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter as AxumMethods, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::AccessGuard;
use crate::context::{Access, Bound, Inner, LoginContext, Rules, Serving, cross_origin_check, serve};
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

/// Takes the manager, and the rules of the routers around the endpoint.
type Build<U, S> = Box<dyn FnOnce(&Arc<Bound<U>>, &[AccessRule]) -> AxumMethods<S> + Send>;

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
        let build = move |bound: &Arc<Bound<U>>, outer: &[AccessRule]| {
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
                methods.route(Guarded {
                    handler,
                    access,
                    pass,
                    bound: Arc::clone(bound),
                    arguments: PhantomData,
                })
            } else {
                // A public handler that asks for nothing is axum's business alone.
                methods.route(handler)
            };
            match methods {
                _ if !rule.checks_origin || !methods.are_unsafe() => routes,
                Methods::Any => routes.layer(cross_origin_check(bound.settings(), true)),
                // What the path does not answer stays a 405.
                Methods::Only(_) => routes.route_layer(cross_origin_check(bound.settings(), true)),
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
        let build = move |bound: &Arc<Bound<U>>, outer: &[AccessRule]| {
            let routes = build(bound, outer);
            match methods {
                Methods::Any => routes.layer(layer),
                Methods::Only(_) => routes.route_layer(layer),
            }
        };
        Self { build: Box::new(build), ..self }
    }

    pub(super) fn build(self, bound: &Arc<Bound<U>>, outer: &[AccessRule]) -> AxumMethods<S> {
        (self.build)(bound, outer)
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

    fn route<H, T, S>(self, handler: H) -> AxumMethods<S, Infallible>
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
}

/// A guarded handler: the innermost layer around the application's own, so nothing comes between rule and handler.
struct Guarded<H, T, U: UserMixin, S: 'static> {
    handler: H,
    access: Access<S>,
    pass: Option<TypeId>,
    bound: Arc<Bound<U>>,
    arguments: PhantomData<fn() -> T>,
}

impl<H: Clone, T, U: UserMixin, S: 'static> Clone for Guarded<H, T, U, S> {
    fn clone(&self) -> Self {
        Self {
            handler: self.handler.clone(),
            access: self.access.clone(),
            pass: self.pass,
            bound: Arc::clone(&self.bound),
            arguments: PhantomData,
        }
    }
}

/// Tells a guarded handler from the bare one for rustc.
struct Wrapped;

impl<H, T, U, S> Handler<(Wrapped, T), S> for Guarded<H, T, U, S>
where
    H: Handler<T, S>,
    T: 'static,
    U: UserMixin,
    S: Clone + Send + Sync + 'static,
{
    type Future = Serving<U, S, Innermost<H, T>>;

    fn call(self, request: Request, state: S) -> Self::Future {
        let Self { handler, access, pass, bound, arguments } = self;
        serve(bound, access, state, request, Innermost { handler, pass, arguments })
    }
}

/// The application's own handler.
struct Innermost<H, T> {
    handler: H,
    pass: Option<TypeId>,
    arguments: PhantomData<fn() -> T>,
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
