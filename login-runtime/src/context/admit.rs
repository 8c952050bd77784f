//! Whether a request is let through, as far as that can be told at once. It knows nothing of the handler, so it is compiled
//! once for a user type.

#![expect(clippy::result_large_err, reason = "a box would be all the memory that a refusal takes")]

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;

use super::authorize::{Verdict, facts};
use super::login_context::outside;
#[cfg(feature = "testing")]
use super::probe;
use super::recording::Unrecorded;
use super::resolve::{Look, Search, look};
use super::scope::with;
use super::source::Boxed;
use super::state::{Found, Unavailable};
use super::{Bound, LoginContext, OriginCheck};
use crate::events::LoginEvent;
use crate::manager::Settings;
use crate::rule::AccessRule;
use crate::session::RequestHead;
use crate::user::UserMixin;

/// Whether a request is let through, with its context. That is shared only with a handler, so that a refusal needs no memory for one.
pub(super) type Admission<U> = Result<Arc<LoginContext<U>>, Pending<U>>;

/// Why a request is not let through, or not yet.
pub(super) enum Pending<U: UserMixin> {
    /// It has to be searched who is there.
    Search(Arc<Bound<U>>, Search<U::Id>),
    /// The application's functions or objects have to be asked about.
    Open(Arc<LoginContext<U>>),
    Refused(Refused<U>),
    /// There is an answer already, whoever is there.
    Answered(Response),
}

/// A request that is not let through.
pub(super) struct Refused<U: UserMixin> {
    context: LoginContext<U>,
    verdict: Verdict,
}

/// Decides about a request, unless it has to be searched who is there.
pub(super) fn admit<U: UserMixin>(
    bound: Arc<Bound<U>>,
    rules: &[AccessRule],
    has_loads: bool,
    origin_check: Option<&OriginCheck>,
    request: &Request,
) -> Admission<U> {
    let head = &RequestHead::new(request.headers(), request.extensions());
    if head.is_websocket()
        && let Some(refusal) = origin_check.and_then(|check| check.refuse_upgrade(&bound, request))
    {
        return Err(Pending::Answered(refusal));
    }
    if rules.iter().all(AccessRule::is_public) {
        let context = Arc::new(LoginContext::unasked(bound));
        return if has_loads { Err(Pending::Open(context)) } else { Ok(context) };
    }
    if !has_loads && is_exempt(bound.settings(), request.method(), request.headers()) {
        return Ok(Arc::new(LoginContext::unasked(bound)));
    }
    let outside = outside(&bound, head);
    if let Some(found) = outside.as_ref().and_then(|outside| outside.found_for(head)) {
        return decide(bound, found, rules, has_loads);
    }
    if !outside.is_some_and(|outside| outside.is_accessed()) {
        bound.tell(LoginEvent::Accessed, || bound.client(head));
    }
    match look(&bound, head) {
        Look::Known(found) => decide(bound, found, rules, has_loads),
        Look::Search(search) => Err(Pending::Search(bound, search)),
    }
}

/// Decides when it is known who is there.
pub(super) fn decide<U: UserMixin>(
    bound: Arc<Bound<U>>,
    found: Result<Found<U>, Unavailable>,
    rules: &[AccessRule],
    has_loads: bool,
) -> Admission<U> {
    let known = found.as_ref().ok();
    let facts = known.map(|found| facts(bound.settings(), found.person.as_ref(), found.now));
    match Verdict::of(rules, facts.as_ref()) {
        Verdict::Go if !has_loads => Ok(Arc::new(LoginContext::knowing(bound, found))),
        Verdict::Go | Verdict::Ask => Err(Pending::Open(Arc::new(LoginContext::knowing(bound, found)))),
        verdict => Err(Pending::Refused(Refused { context: LoginContext::knowing(bound, found), verdict })),
    }
}

/// Says whether a browser asks, as CORS has it, what another site may send, and the manager lets such requests through.
pub(super) fn is_exempt(settings: &Settings, method: &Method, headers: &HeaderMap) -> bool {
    settings.exempts_preflights
        && method == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

impl<U: UserMixin> Refused<U> {
    /// The answer.
    #[cold]
    pub(super) fn answer(self, rules: &[AccessRule], request: Request) -> Answered {
        let Self { context, verdict } = self;
        let (parts, _) = request.into_parts();
        let refuse = |context: &LoginContext<U>| {
            let refusal = context.refusal(rules, &verdict, &parts);
            #[cfg(feature = "testing")]
            let refusal = probe::noted_failure(refusal);
            refusal
        };
        if context.bound().refuses_by_functions() {
            // They may ask who is there, as a handler does.
            let context = Arc::new(context);
            let mut refusal = with(Arc::<LoginContext<U>>::clone(&context), || refuse(&context));
            let unrecorded = context.commit(&mut refusal);
            Answered::after(context, unrecorded, refusal)
        } else {
            let mut refusal = refuse(&context);
            let unrecorded = context.commit(&mut refusal);
            Answered::after(context, unrecorded, refusal)
        }
    }
}

/// The answer to a request that is not let through.
pub(super) enum Answered {
    Now(Response),
    /// Once the ledger is told what it changes.
    Recording(Boxed<'static, Response>),
}

impl Answered {
    fn after<U: UserMixin>(
        context: impl Into<Arc<LoginContext<U>>>,
        unrecorded: Option<Box<Unrecorded>>,
        refusal: Response,
    ) -> Self {
        match unrecorded {
            None => Self::Now(refusal),
            Some(unrecorded) => Self::Recording(Box::pin(context.into().record(unrecorded, refusal))),
        }
    }
}
