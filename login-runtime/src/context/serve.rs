//! The one way a request passes through: context, rules, handler, commit.

use std::any::TypeId;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::response::Response;

use super::admit::{Admission, admit};
use super::carrier::within;
#[cfg(feature = "testing")]
use super::probe;
use super::serving::Serving;
use super::state::{Found, Unavailable};
use super::{Bound, LoginContext};
use crate::policy::Load;
use crate::rule::AccessRule;
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
    /// None, as the routes further in have rules and checks of their own.
    FurtherIn,
}

impl Rules {
    /// Says whether requests are checked for the site they come from. The rules around a route take nothing away from its own.
    pub(crate) fn check_origin(&self) -> bool {
        match self {
            Self::FurtherIn => false,
            rules => rules.last().is_none_or(|own| own.checks_origin),
        }
    }
}

impl Deref for Rules {
    type Target = [AccessRule];

    fn deref(&self) -> &[AccessRule] {
        match self {
            Self::Own(rules) => rules,
            Self::Joined(rules) => rules,
            Self::FurtherIn => &[],
        }
    }
}

impl<S> Clone for Access<S> {
    fn clone(&self) -> Self {
        Self { rules: self.rules.clone(), loads: self.loads }
    }
}

/// What a request goes on to once it is let through. It names its future, which so needs no box.
pub(crate) trait Inner<U: UserMixin, S> {
    type Future: Future<Output = Response>;

    /// The rule of the guard that comes next, for which the request was just let through.
    fn pass(&self) -> Option<TypeId> {
        None
    }

    fn call(self, request: Request, state: S, context: &Arc<LoginContext<U>>) -> Self::Future;
}

/// What waits until it is known who is there.
pub(super) struct Waiting<U: UserMixin, S: 'static, N> {
    bound: Arc<Bound<U>>,
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
    match admit(bound, &access.rules, !access.loads.is_empty(), &request) {
        Ok(admission) => go_on(admission, request, access, state, inner),
        Err((bound, search)) => {
            let (parts, body) = request.into_parts();
            let searching = Arc::clone(&bound).search(search, parts);
            let waiting = Waiting { bound, access, state, inner, body };
            Serving::Searching { searching, waiting: Some(waiting) }
        }
    }
}

impl<U: UserMixin, S: Send + Sync + 'static, N: Inner<U, S>> Waiting<U, S, N> {
    /// Goes on when it is known who is there.
    pub(super) fn go_on(self, found: Result<Found<U>, Unavailable>, parts: Parts) -> Serving<U, S, N> {
        let Self { bound, access, state, inner, body } = self;
        let admission = Admission::of(bound, found, &access.rules, !access.loads.is_empty());
        go_on(admission, Request::from_parts(parts, body), access, state, inner)
    }
}

fn go_on<U: UserMixin, S: Send + Sync + 'static, N: Inner<U, S>>(
    admission: Admission<U>,
    request: Request,
    access: Access<S>,
    state: S,
    inner: N,
) -> Serving<U, S, N> {
    match admission {
        Admission::Granted(context) => {
            #[cfg(feature = "testing")]
            if let Some(answer) = probe::instead_of_handler(&access.rules, request.extensions()) {
                return Serving::Refused { refusal: Some(answer) };
            }
            handle(inner, request, state, context)
        }
        Admission::Exempt(context) => handle(inner, request, state, context),
        Admission::Open(context) => {
            // The application's functions may ask who is there, as a handler does.
            let scope = Arc::<LoginContext<U>>::clone(&context);
            let asking = Box::pin(within(scope, None, ask_further(context, access, request, state)));
            Serving::Asking { asking, inner: Some(inner) }
        }
        Admission::FromElsewhere(refusal) => Serving::Refused { refusal: Some(refusal) },
        Admission::Refused(refused) => {
            Serving::Refused { refusal: Some(refused.answer(&access.rules, request)) }
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
    let pass = inner.pass();
    let handler = inner.call(request, state, &context);
    Serving::Handling { handling: within(context, pass, handler) }
}
