//! What stands before a handler. It knows nothing of the handler, so it is compiled once for users and state.

#![expect(clippy::result_large_err, reason = "a box would be all the memory that a refusal takes")]

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use super::admit::{Admission, Answered, Pending, admit};
use super::carrier::ContextExtension;
#[cfg(feature = "testing")]
use super::probe;
use super::scope::{RuleType, Scope, Within};
use super::waiting::{LetThrough, Waiting};
use super::{Bound, LoginContext, OriginCheck};
use crate::policy::Load;
use crate::rule::AccessRule;
use crate::user::UserMixin;

/// What is asked before a handler may run, and what the handler has at hand then.
pub(crate) struct Gate<U: UserMixin, S: 'static> {
    pub(crate) bound: Arc<Bound<U>>,
    pub(crate) rules: Rules,
    pub(crate) origin_check: Option<OriginCheck>,
    /// The arguments of the handler that are loaded on the way.
    pub(crate) loads: &'static [Load<S>],
    pub(crate) state: S,
    /// The rule of the guard that comes next, for which a request is let through.
    pub(crate) pass: Option<RuleType>,
    /// Whether the request carries the context, for middleware further in that may move it to another task.
    pub(crate) is_carried: bool,
}

/// The rules of a route. All of them must hold.
#[derive(Clone)]
pub(crate) enum Rules {
    /// None, and nobody wants to know who is there.
    Open,
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
            Self::Open | Self::FurtherIn => false,
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
            Self::Open | Self::FurtherIn => &[],
        }
    }
}

impl<U: UserMixin, S: Clone + Send + Sync> Gate<U, S> {
    /// Says whether nothing is asked, so that there is no context to have at hand.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.rules, Rules::Open)
    }

    /// The check for the site that a request comes from, if there is one for it.
    pub(super) fn origin_check_for(&self, request: &Request) -> Option<&OriginCheck> {
        self.origin_check.as_ref().filter(|_| OriginCheck::is_for(request))
    }

    /// Lets a request through, as far as that can be told at once.
    ///
    /// The rules are decided before the handler exists: a refused request's body is never read. What needs no waiting is
    /// done here, so that a guest or junk costs no allocation.
    pub(super) fn ask(&self, request: &mut Request) -> Result<Scope, Pending<U>> {
        let (bound, origin_check) = (Arc::clone(&self.bound), self.origin_check.as_ref());
        let admission = admit(bound, &self.rules, self.has_loads(), origin_check, request);
        self.let_through(admission, request)
    }

    /// Lets a request through if the admission says so.
    pub(super) fn let_through(
        &self,
        admission: Admission<U>,
        request: &mut Request,
    ) -> Result<Scope, Pending<U>> {
        let context = admission?;
        #[cfg(feature = "testing")]
        if let Some(answer) = probe::instead_of_handler(&self.rules, request.extensions()) {
            return Err(Pending::Answered(answer));
        }
        Ok(self.scope(context, request))
    }

    /// What becomes of a request that is not let through at once.
    pub(super) fn keep_waiting(
        self: &Arc<Self>,
        pending: Pending<U>,
        request: Request,
    ) -> Result<Waiting<U, S>, Response> {
        match pending {
            Pending::Search(bound, search) => {
                let (parts, body) = request.into_parts();
                let searching = bound.search(search, parts);
                Ok(Waiting::Searching { searching, gate: Arc::clone(self), body })
            }
            Pending::Open(context) => {
                // The application's functions may ask who is there, as a handler does.
                let scope = Arc::<LoginContext<U>>::clone(&context);
                let asking = ask_further(Arc::clone(self), context, request);
                Ok(Waiting::Asking { asking: Within::new(scope, Box::pin(asking)) })
            }
            Pending::Refused(refused) => match refused.answer(&self.rules, request) {
                Answered::Now(refusal) => Err(refusal),
                Answered::Recording(recording) => Ok(Waiting::Recording { recording }),
            },
            Pending::Answered(answer) => Err(answer),
        }
    }

    pub(super) fn has_loads(&self) -> bool {
        !self.loads.is_empty()
    }

    /// What the handler of a request that is let through has at hand.
    fn scope(&self, context: Arc<LoginContext<U>>, request: &mut Request) -> Scope {
        if self.is_carried {
            request.extensions_mut().insert(ContextExtension(Arc::<LoginContext<U>>::clone(&context)));
        }
        Scope::new(context, self.pass)
    }
}

async fn ask_further<U: UserMixin, S: Clone + Send + Sync>(
    gate: Arc<Gate<U, S>>,
    context: Arc<LoginContext<U>>,
    request: Request,
) -> Result<LetThrough<U, S>, Response> {
    let (mut parts, body) = request.into_parts();
    match context.ask(&gate.rules, gate.loads, &mut parts, &gate.state).await {
        Ok(()) => {
            #[cfg(feature = "testing")]
            if let Some(answer) = probe::instead_of_handler(&gate.rules, &parts.extensions) {
                return Err(answer);
            }
            let mut request = Request::from_parts(parts, body);
            let scope = gate.scope(context, &mut request);
            Ok(LetThrough { request, gate, scope })
        }
        Err(refusal) => {
            #[cfg(feature = "testing")]
            let refusal = probe::noted_failure(refusal);
            Err(context.finish(refusal).await)
        }
    }
}
