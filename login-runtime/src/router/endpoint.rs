//! One handler with its rule: until manager and state are known as data, then as a service of axum's router.

use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter as AxumMethods, Route};
use tower_layer::Layer;
use tower_service::Service;

use super::handler_site::HandlerSite;
use super::{AccessGuard, AxumHandler, DeclaresAccess};
use crate::context::{Bound, Gate, Inner, OriginCheck, RuleType, Rules, Serving, serve};
use crate::extract::RuleWasAsked;
use crate::policy::Load;
use crate::rule::AccessRule;
use crate::user::UserMixin;

/// A handler, its rule, and the methods it answers.
pub(super) struct Endpoint<U: UserMixin, S: 'static> {
    pub(super) methods: Methods,
    pub(super) rule: AccessRule,
    pub(super) handler: HandlerSite,
    pub(super) loads: &'static [Load<S>],
    /// The rule, in a list of its own.
    rules: &'static [AccessRule],
    asks_identity: bool,
    pass: Option<RuleType>,
    route: Box<dyn FnOnce(Gate<U, S>) -> AxumMethods<S> + Send>,
    /// The innermost first.
    layers: Vec<AddLayer<S>>,
}

type AddLayer<S> = Box<dyn FnOnce(AxumMethods<S>) -> AxumMethods<S> + Send>;

/// The methods of one endpoint.
#[derive(Clone, Copy, Debug)]
pub(super) enum Methods {
    Any,
    Only(MethodFilter),
}

impl<U: UserMixin, S: Clone + Send + Sync + 'static> Endpoint<U, S> {
    #[track_caller]
    pub(super) fn new<H, F, T, G>(methods: Methods, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F>,
        G: AccessGuard<U, S>,
    {
        let rule = G::RULES[0];
        let route = move |gate| {
            let answer =
                move |request, state: &S| handler.answer(H::first(RuleWasAsked::BY_ROUTER), request, state);
            methods.serve(HandlerService { gate: Arc::new(gate), answer })
        };
        Self {
            methods,
            rule,
            handler: HandlerSite::of::<H>(),
            loads: G::LOADS,
            rules: G::RULES,
            asks_identity: G::ASKS_IDENTITY,
            // A guard that is extracted once more; a public one asks for nothing.
            pass: (H::IS_CALLED_BY_AXUM && !rule.is_public()).then_some(G::rule_type),
            route: Box::new(route),
            layers: Vec::new(),
        }
    }

    /// The same within a layer.
    pub(super) fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let methods = self.methods;
        self.layers.push(Box::new(move |routes| methods.layer(routes, layer)));
        self
    }

    pub(super) fn build(self, bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]) -> AxumMethods<S> {
        let Self { methods, rule, loads, pass, .. } = self;
        let rules = match outer {
            [] if rule.is_public() && !self.asks_identity => Rules::Open,
            [] => Rules::Own(self.rules),
            outer => Rules::Joined([outer, self.rules].concat().into()),
        };
        // A page that asks for nothing has nothing that another site could reach over a WebSocket.
        let is_checked = rule.checks_origin && (methods.are_unsafe() || !matches!(rules, Rules::Open));
        let gate = Gate {
            bound: Arc::clone(bound),
            rules,
            origin_check: is_checked.then(|| OriginCheck::new(bound.settings())),
            loads,
            state: state.clone(),
            pass,
            is_carried: false,
        };
        self.layers.into_iter().fold((self.route)(gate), |routes, layer| layer(routes))
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

    /// What the path does not answer stays a 405.
    fn layer<L, S>(self, routes: AxumMethods<S>, layer: L) -> AxumMethods<S>
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
        S: Clone + 'static,
    {
        match self {
            Self::Any => routes.layer(layer),
            Self::Only(_) => routes.route_layer(layer),
        }
    }
}

/// The application's own handler behind its gate, with nothing between the two: layers of the application's are around both.
///
/// A service and not a handler: axum clones both for every request, and a handler with its state once more.
struct HandlerService<A, U: UserMixin, S: 'static> {
    gate: Arc<Gate<U, S>>,
    answer: A,
}

impl<A: Clone, U: UserMixin, S> Clone for HandlerService<A, U, S> {
    fn clone(&self) -> Self {
        Self { gate: Arc::clone(&self.gate), answer: self.answer.clone() }
    }
}

impl<A: Inner<S> + Clone, U: UserMixin, S: Clone + Send + Sync> Service<Request> for HandlerService<A, U, S> {
    type Response = Response;
    type Error = Infallible;
    type Future = Serving<U, S, A>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        serve(&self.gate, request, self.answer.clone())
    }
}
