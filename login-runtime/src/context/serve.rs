//! The one way a request passes through: context, rules, handler, commit.

use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use super::authorize::Verdict;
use super::carrier::within;
use super::resolve::Resolving;
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

/// Serves a request.
///
/// The rules are decided before the handler exists: a refused request's body is never read.
pub(crate) fn serve<U: UserMixin, S: Send + Sync + 'static, F: Future<Output = Response>>(
    bound: Arc<Bound<U>>,
    access: Access<S>,
    state: S,
    request: Request,
    handler: impl FnOnce(Request, S, &Arc<LoginContext<U>>) -> F,
) -> impl Future<Output = Response> {
    // What an async block captures it keeps in one place; an async fn would keep the request's parts twice.
    let (mut parts, body) = request.into_parts();
    async move {
        let Access { rules, loads } = access;
        let found = if rules.iter().all(AccessRule::is_public) {
            None
        } else {
            Some(match bound.resolve(&mut parts) {
                Resolving::Known(found) => Ok(found),
                Resolving::Asking(found) => found.await,
            })
        };
        let context = LoginContext::new(bound, found);
        let refusal = match context.verdict(&rules, &parts) {
            Verdict::Go if loads.is_empty() => None,
            Verdict::Refuse(refusal) => Some(refusal),
            // Boxed, as it is the rarer way: the future of every request would have to hold it.
            Verdict::Go | Verdict::Ask => {
                Box::pin(context.ask(&rules, loads, &mut parts, &state)).await.err()
            }
        };
        if let Some(mut refusal) = refusal {
            context.commit(&mut refusal);
            // What nobody noted is a failure: of the user's loader, or of a resource's.
            #[cfg(feature = "testing")]
            let refusal =
                super::probe::noted(refusal, super::Noted::Refused(crate::policy::Decision::Unavailable));
            return refusal;
        }
        #[cfg(feature = "testing")]
        if let Some(response) = super::probe::instead_of_handler(&rules, &parts) {
            return response;
        }
        let context = Arc::new(context);
        let handler = handler(Request::from_parts(parts, body), state, &context);
        let mut response = within(context.clone(), handler).await;
        context.commit(&mut response);
        response
    }
}
