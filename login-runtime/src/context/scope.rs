//! What a handler has at hand: in a thread-local for as long as it is polled, as tokio's task-locals are. Those move their
//! value into the future and out again, which here would be done for every request.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::response::Response;

use super::carrier::AnyContext;
use super::source::Boxed;

/// What a handler has at hand.
pub(super) struct Scope {
    context: Arc<dyn AnyContext>,
    /// Which rule was asked already, until its guard comes.
    pass: Cell<Option<RuleType>>,
}

/// Tells a rule from every other one. A function, as every request carries one, and its answer takes twice the room.
pub(crate) type RuleType = fn() -> TypeId;

thread_local! {
    static AT_HAND: RefCell<Option<Scope>> = const { RefCell::new(None) };
}

impl Scope {
    /// `pass`: the rule of the guard that comes next, if the router asked it a moment ago.
    pub(super) fn new(context: Arc<dyn AnyContext>, pass: Option<RuleType>) -> Self {
        Self { context, pass: Cell::new(pass) }
    }
}

/// Has a scope at hand until it is dropped, also by a panic; then what was there before.
struct Entered<'a>(&'a mut Option<Scope>);

impl<'a> Entered<'a> {
    fn new(scope: &'a mut Option<Scope>) -> Self {
        exchange(scope);
        Self(scope)
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        exchange(self.0);
    }
}

/// A thread that is about to end has nothing at hand.
fn exchange(scope: &mut Option<Scope>) {
    let _ = AT_HAND.try_with(|at_hand| mem::swap(&mut *at_hand.borrow_mut(), scope));
}

fn ask<T>(question: impl FnOnce(&Scope) -> T) -> Option<T> {
    AT_HAND.try_with(|at_hand| at_hand.borrow().as_ref().map(question)).ok().flatten()
}

/// The context of the running task's request.
pub(super) fn current() -> Option<Arc<dyn AnyContext>> {
    ask(|scope| Arc::clone(&scope.context))
}

/// Says, once, whether the router asked this rule of the running request already. A guard of another rule, of middleware around
/// the handler say, leaves the pass where it is; one of the same rule may take it, and then the handler's own asks once more.
pub(crate) fn take_pass<R: 'static>() -> bool {
    let take = |scope: &Scope| {
        let is_for_it = scope.pass.get().is_some_and(|rule_type| rule_type() == TypeId::of::<R>());
        if is_for_it {
            scope.pass.set(None);
        }
        is_for_it
    };
    ask(take).unwrap_or(false)
}

/// Polls a handler with the context at hand, if there is one, and commits what it changed. Where a ledger must be told of that first,
/// the answer is `recording` and goes out once it is done.
///
/// The handler's type is not known, so that this is compiled once and not for each.
pub(super) fn poll_within(
    scope: &mut Option<Scope>,
    recording: &mut Option<Boxed<'static, Response>>,
    handler: Pin<&mut dyn Future<Output = Response>>,
    task: &mut Context<'_>,
) -> Poll<Response> {
    if scope.is_none() {
        return handler.poll(task);
    }
    let entered = Entered::new(scope);
    let answer = handler.poll(task);
    drop(entered);
    let mut response = ready!(answer);
    if let Some(Scope { context, .. }) = scope.take()
        && let Some(unrecorded) = context.commit(&mut response)
    {
        *recording = Some(context.record(unrecorded, response));
        return Poll::Pending;
    }
    Poll::Ready(response)
}

/// Drops a handler with the context at hand.
#[cold]
pub(super) fn drop_within(scope: Scope, drop: &mut dyn FnMut()) {
    let mut scope = Some(scope);
    let _entered = Entered::new(&mut scope);
    drop();
}

/// Runs a function of the application's with the context at hand.
pub(super) fn with<T>(context: Arc<dyn AnyContext>, function: impl FnOnce() -> T) -> T {
    let mut scope = Some(Scope::new(context, None));
    let _entered = Entered::new(&mut scope);
    function()
}

/// A future with the context at hand, also while it is dropped.
pub(super) struct Within<T: 'static> {
    scope: Option<Scope>,
    future: Boxed<'static, T>,
}

impl<T> Within<T> {
    pub(super) fn new(context: Arc<dyn AnyContext>, future: Boxed<'static, T>) -> Self {
        Self { scope: Some(Scope::new(context, None)), future }
    }
}

impl<T> Future for Within<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<T> {
        let Self { scope, future } = self.get_mut();
        let _entered = Entered::new(scope);
        future.as_mut().poll(task)
    }
}

impl<T> Drop for Within<T> {
    fn drop(&mut self) {
        let _entered = Entered::new(&mut self.scope);
        // One that takes no memory in its place.
        self.future = Box::pin(pending());
    }
}
