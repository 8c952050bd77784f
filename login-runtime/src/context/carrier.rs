//! How the context reaches the handler: in a task-local, which costs no allocation and is there for code that has no
//! request at hand; and, behind a layer, also in the request, for the middleware that moves it to another task.

use std::any::{Any, TypeId};
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{self, Poll};

use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use tokio::task::futures::TaskLocalFuture;

use super::{Held, LoginContext};
use crate::rule::AccessRule;
use crate::session::RequestHead;
use crate::ticket::FlashTicket;
use crate::user::UserMixin;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<(), Response>> + Send + 'a>>;

/// A context whose user type is not known, as guards see it.
pub(crate) trait AnyContext: Any + Send + Sync {
    /// Lets the request through or answers it.
    fn authorize<'a>(&'a self, rule: &'a AccessRule, parts: &'a mut Parts) -> Answer<'a>;

    /// Takes the message left for this page.
    fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket>;

    /// Writes what the request changed into its response.
    fn commit(&self, response: &mut Response);
}

impl<U: UserMixin> AnyContext for LoginContext<U> {
    fn authorize<'a>(&'a self, rule: &'a AccessRule, parts: &'a mut Parts) -> Answer<'a> {
        Box::pin(LoginContext::authorize(self, std::slice::from_ref(rule), parts))
    }

    fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket> {
        self.take_flash(headers)
    }

    fn commit(&self, response: &mut Response) {
        self.commit(response);
    }
}

/// The context as a request extension.
#[derive(Clone)]
pub(crate) struct ContextExtension(pub(crate) Arc<dyn AnyContext>);

/// Why there is no context to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The route has no login manager.
    NoManager,
    /// The route's manager is for another user type.
    OtherUserType,
}

/// What a handler has at hand.
pub(super) struct Scope {
    context: Arc<dyn AnyContext>,
    /// Which rule was asked already, until its guard comes.
    pass: Cell<Option<TypeId>>,
}

tokio::task_local! {
    static SCOPE: Scope;
}

impl Scope {
    /// `pass`: the rule of the guard that comes next, if the router asked it a moment ago.
    pub(super) fn new(context: Arc<dyn AnyContext>, pass: Option<TypeId>) -> Self {
        Self { context, pass: Cell::new(pass) }
    }
}

/// A future with the context at hand.
pub(super) fn within<F: Future>(context: Arc<dyn AnyContext>, future: F) -> TaskLocalFuture<Scope, F> {
    SCOPE.scope(Scope::new(context, None), future)
}

/// Polls a handler with the context at hand, if there is one, and commits what it changed.
///
/// The handler's type is not known, so that this is compiled once and not for each.
pub(super) fn poll_within(
    scope: &mut Option<Scope>,
    handler: Pin<&mut dyn Future<Output = Response>>,
    task: &mut task::Context<'_>,
) -> Poll<Response> {
    let Some(at_hand) = scope.take() else { return handler.poll(task) };
    let mut within = pin!(SCOPE.scope(at_hand, handler));
    let answer = within.as_mut().poll(task);
    let at_hand = within.take_value();
    match answer {
        Poll::Ready(mut response) => {
            if let Some(Scope { context, .. }) = at_hand {
                context.commit(&mut response);
            }
            Poll::Ready(response)
        }
        Poll::Pending => {
            *scope = at_hand;
            Poll::Pending
        }
    }
}

/// Drops a handler with the context at hand.
#[cold]
pub(super) fn drop_within(scope: Scope, drop: &mut dyn FnMut()) {
    SCOPE.sync_scope(scope, drop);
}

/// Runs a function of the application's with the context at hand.
pub(super) fn with<T>(context: Arc<dyn AnyContext>, function: impl FnOnce() -> T) -> T {
    SCOPE.sync_scope(Scope::new(context, None), function)
}

/// Says, once, whether the router asked this rule of the running request already. A guard of another rule, of middleware around
/// the handler say, leaves the pass where it is.
pub(crate) fn take_pass<R: 'static>() -> bool {
    let take = |scope: &Scope| {
        let is_for_it = scope.pass.get() == Some(TypeId::of::<R>());
        if is_for_it {
            scope.pass.set(None);
        }
        is_for_it
    };
    SCOPE.try_with(take).unwrap_or(false)
}

/// The context of the running task's request.
fn current() -> Option<Arc<dyn AnyContext>> {
    SCOPE.try_with(|scope| Arc::clone(&scope.context)).ok()
}

/// The context of the request that carries these parts.
pub(crate) fn of_request(parts: &Parts) -> Result<Arc<dyn AnyContext>, Missing> {
    current()
        .or_else(|| parts.extensions.get().map(|ContextExtension(context)| Arc::clone(context)))
        .ok_or(Missing::NoManager)
}

/// The same, for one user type.
pub(crate) fn of_user_type<U: UserMixin>(parts: &Parts) -> Result<Arc<LoginContext<U>>, Missing> {
    downcast(of_request(parts)?).ok_or(Missing::OtherUserType)
}

/// The context of the layer around a request, where there is one for this user type.
pub(super) fn around<U: UserMixin>(request: &RequestHead<'_>) -> Option<Arc<LoginContext<U>>> {
    downcast(Arc::clone(&request.extensions().get::<ContextExtension>()?.0))
}

/// The person of the running task's request, as far as it was asked; `None` outside a request.
pub(crate) fn current_person<U: UserMixin>() -> Option<(Held<U>, bool)> {
    let context = downcast::<U>(current()?)?;
    context.note_missed();
    context.person()
}

fn downcast<U: UserMixin>(context: Arc<dyn AnyContext>) -> Option<Arc<LoginContext<U>>> {
    let context: Arc<dyn Any + Send + Sync> = context;
    context.downcast().ok()
}
