//! The one way a request passes through: context, rules, handler, commit.

use std::borrow::Borrow;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;

use super::authorize::Verdict;
use super::carrier::within;
#[cfg(feature = "testing")]
use super::probe;
use super::resolve::{Look, look};
use super::serving::Serving;
use super::{Bound, LoginContext};
use crate::events::LoginEvent;
use crate::manager::Settings;
use crate::policy::Load;
use crate::rule::AccessRule;
use crate::session::RequestHead;
use crate::user::UserMixin;

/// What is asked before a handler may run.
pub(crate) struct Access<S: 'static> {
    pub(crate) rules: Rules,
    /// The arguments of the handler that are loaded on the way.
    pub(crate) loads: &'static [Load<S>],
}

/// The rules of a route. All of them must hold; where there is none it is the guards further in that decide.
#[derive(Clone)]
pub(crate) enum Rules {
    /// The handler's own.
    Own(&'static [AccessRule]),
    /// Those of the routers around it, and its own.
    Joined(Arc<[AccessRule]>),
}

impl Deref for Rules {
    type Target = [AccessRule];

    fn deref(&self) -> &[AccessRule] {
        match self {
            Self::Own(rules) => rules,
            Self::Joined(rules) => rules,
        }
    }
}

impl<S> Clone for Access<S> {
    fn clone(&self) -> Self {
        Self { rules: self.rules.clone(), loads: self.loads }
    }
}

/// What a request goes on to once it is let through. Closures do, where the future need not be named.
pub(crate) trait Inner<U: UserMixin, S> {
    type Future: Future<Output = Response>;

    fn call(self, request: Request, state: S, context: &Arc<LoginContext<U>>) -> Self::Future;
}

impl<U: UserMixin, S, C, F> Inner<U, S> for C
where
    C: FnOnce(Request, S, &Arc<LoginContext<U>>) -> F,
    F: Future<Output = Response>,
{
    type Future = F;

    fn call(self, request: Request, state: S, context: &Arc<LoginContext<U>>) -> F {
        self(request, state, context)
    }
}

/// What waits until it is known who is there.
pub(super) struct Waiting<S: 'static, N> {
    access: Access<S>,
    state: S,
    inner: N,
    body: Body,
}

/// Serves a request.
///
/// The rules are decided before the handler exists: a refused request's body is never read. What needs no waiting is
/// done at once, so that a guest or junk costs no allocation.
pub(crate) fn serve<U, S, N>(
    bound: Arc<Bound<U>>,
    access: Access<S>,
    state: S,
    request: Request,
    inner: N,
) -> Serving<U, S, N>
where
    U: UserMixin,
    S: Send + Sync + 'static,
    N: Inner<U, S>,
{
    if access.rules.iter().all(AccessRule::is_public) {
        return go_on(LoginContext::new(bound, None), request, access, state, inner);
    }
    if access.loads.is_empty() && is_exempt(bound.settings(), request.method(), request.headers()) {
        return handle(inner, request, state, Arc::new(LoginContext::new(bound, None)));
    }
    bound.tell(LoginEvent::Accessed);
    match look(&bound, RequestHead::new(request.headers(), request.extensions())) {
        Look::Known(found) => go_on(LoginContext::new(bound, Some(Ok(found))), request, access, state, inner),
        Look::Search(search) => {
            let (parts, body) = request.into_parts();
            let waiting = Waiting { access, state, inner, body };
            Serving::Searching { search: bound.search(search, parts), waiting: Some(waiting) }
        }
    }
}

/// Says whether a browser asks, as CORS has it, what another site may send, and the manager lets such requests through.
pub(super) fn is_exempt(settings: &Settings, method: &Method, headers: &HeaderMap) -> bool {
    settings.exempts_preflights
        && method == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

impl<S: Send + Sync + 'static, N> Waiting<S, N> {
    /// Goes on when it is known who is there.
    #[inline]
    pub(super) fn go_on<U: UserMixin>(self, context: Arc<LoginContext<U>>, parts: Parts) -> Serving<U, S, N>
    where
        N: Inner<U, S>,
    {
        let Self { access, state, inner, body } = self;
        go_on(context, Request::from_parts(parts, body), access, state, inner)
    }
}

/// Goes on when it is known who is there. The context is shared only with a handler.
#[inline]
fn go_on<U: UserMixin, S: Send + Sync + 'static, N: Inner<U, S>>(
    context: impl Borrow<LoginContext<U>> + Into<Arc<LoginContext<U>>>,
    request: Request,
    access: Access<S>,
    state: S,
    inner: N,
) -> Serving<U, S, N> {
    match context.borrow().verdict(&access.rules) {
        Verdict::Go if access.loads.is_empty() => {
            #[cfg(feature = "testing")]
            if let Some(answer) = probe::instead_of_handler(&access.rules, request.extensions()) {
                return Serving::Refused { refusal: Some(answer) };
            }
            handle(inner, request, state, context.into())
        }
        Verdict::Go | Verdict::Ask => {
            let asking = Box::pin(ask_further(context.into(), access, request, state));
            Serving::Asking { asking, inner: Some(inner) }
        }
        verdict => {
            let (parts, _) = request.into_parts();
            let context = context.borrow();
            let mut refusal = context.refusal(&access.rules, &verdict, &parts);
            context.commit(&mut refusal);
            #[cfg(feature = "testing")]
            let refusal = probe::noted_failure(refusal);
            Serving::Refused { refusal: Some(refusal) }
        }
    }
}

/// A request that is let through.
pub(super) type LetThrough<U, S> = (Request, S, Arc<LoginContext<U>>);

async fn ask_further<U: UserMixin, S: Send + Sync + 'static>(
    context: Arc<LoginContext<U>>,
    access: Access<S>,
    request: Request,
    state: S,
) -> Result<LetThrough<U, S>, Response> {
    let (mut parts, body) = request.into_parts();
    match context.ask(&access.rules, access.loads, &mut parts, &state).await {
        Ok(()) => {
            #[cfg(feature = "testing")]
            if let Some(answer) = probe::instead_of_handler(&access.rules, &parts.extensions) {
                return Err(answer);
            }
            Ok((Request::from_parts(parts, body), state, context))
        }
        Err(mut refusal) => {
            context.commit(&mut refusal);
            #[cfg(feature = "testing")]
            let refusal = probe::noted_failure(refusal);
            Err(refusal)
        }
    }
}

#[inline]
pub(super) fn handle<U: UserMixin, S, N: Inner<U, S>>(
    inner: N,
    request: Request,
    state: S,
    context: Arc<LoginContext<U>>,
) -> Serving<U, S, N> {
    let handler = inner.call(request, state, &context);
    Serving::Handling { handling: within(context, handler) }
}
