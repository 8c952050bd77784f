//! One handler with its rule: until manager and state are known as data, then as a service of axum's router.

use std::any::TypeId;
use std::convert::Infallible;
use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter as AxumMethods, Route};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::{AccessGuard, AxumHandler, DeclaresAccess};
use crate::context::{Access, Bound, CrossOriginLayer, Inner, LoginContext, Rules, serve};
use crate::extract::RuleWasAsked;
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
    pub(super) fn new<H, F, T, G>(methods: Methods, handler: H) -> Self
    where
        H: AxumHandler<F, T, S> + DeclaresAccess<F>,
        G: AccessGuard<U, S>,
    {
        let own = G::RULES;
        let rule = own[0];
        let loads = G::LOADS;
        let build = move |bound: &Arc<Bound<U>>, state: &S, outer: &[AccessRule]| {
            let answer =
                move |request, state| handler.answer(H::first(RuleWasAsked::BY_ROUTER), request, state);
            let state = state.clone();
            let is_open = !G::ASKS_IDENTITY && rule.is_public() && outer.is_empty();
            let routes = if is_open {
                // Nothing is around it.
                methods.serve(move |request| Answered { answer: answer.clone()(request, state.clone()) })
            } else {
                let rules = if outer.is_empty() {
                    Rules::Own(own)
                } else {
                    Rules::Joined([outer, own].concat().into())
                };
                let access = Access { rules, loads };
                // A guard that is extracted once more; a public one asks for nothing.
                let pass = (H::IS_CALLED_BY_AXUM && !rule.is_public()).then(G::rule_type);
                let (bound, innermost) = (Arc::clone(bound), Innermost { answer, pass });
                methods.serve(move |request| {
                    serve(Arc::clone(&bound), access.clone(), state.clone(), request, innermost.clone())
                })
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

    fn serve<F, W, S>(self, function: F) -> AxumMethods<S>
    where
        F: Fn(Request) -> W + Send + Sync + 'static,
        W: Future<Output = Result<Response, Infallible>> + Send + 'static,
        S: Clone,
    {
        let service = SharedService(Arc::new(function));
        match self {
            Self::Any => axum::routing::any_service(service),
            Self::Only(filter) => axum::routing::on_service(filter, service),
        }
    }
}

/// A function as a service, not as a handler: axum clones both for every request, and a handler with its state once more.
struct SharedService<F>(Arc<F>);

impl<F> Clone for SharedService<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F, W> Service<Request> for SharedService<F>
where
    F: Fn(Request) -> W,
    W: Future<Output = Result<Response, Infallible>>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = W;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> W {
        (self.0)(request)
    }
}

/// The application's own handler, with nothing between it and its rule: layers of the application's are around both.
#[derive(Clone)]
struct Innermost<A> {
    answer: A,
    pass: Option<TypeId>,
}

impl<A, W, U, S> Inner<U, S> for Innermost<A>
where
    A: FnOnce(Request, S) -> W,
    W: Future<Output = Response>,
    U: UserMixin,
{
    type Future = W;

    fn pass(&self) -> Option<TypeId> {
        self.pass
    }

    fn call(self, request: Request, state: S, _: &Arc<LoginContext<U>>) -> W {
        (self.answer)(request, state)
    }
}

pin_project! {
    /// An answer as a service gives it. By name: an `async` block would hold the future twice.
    struct Answered<W> {
        #[pin]
        answer: W,
    }
}

impl<W: Future<Output = Response>> Future for Answered<W> {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().answer.poll(task).map(Ok)
    }
}
