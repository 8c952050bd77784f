//! A request being served, as a future with a name: axum boxes a service's future anyway, and with a name of its own ours
//! needs no second box within. It holds the handler's, so that needs none either.
//!
//! What is said here is compiled for each handler anew, so it is little: the rest is in [`Gate`] and [`Waiting`].

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::extract::Request;
use axum::response::Response;
use pin_project_lite::pin_project;

use super::gate::Gate;
use super::scope::{Scope, drop_within, poll_within};
use super::waiting::{LetThrough, Waiting};
use crate::user::UserMixin;

/// What a request goes on to once it is let through. It names its future, which so needs no box.
pub(crate) trait Inner<S> {
    type Future: Future<Output = Response>;

    fn answer(self, request: Request, state: &S) -> Self::Future;
}

impl<F, W, S> Inner<S> for F
where
    F: FnOnce(Request, &S) -> W,
    W: Future<Output = Response>,
{
    type Future = W;

    fn answer(self, request: Request, state: &S) -> W {
        self(request, state)
    }
}

pin_project! {
    /// Where a request stands.
    #[project = Step]
    #[must_use = "futures do nothing unless polled"]
    pub(crate) enum Serving<U: UserMixin, S: 'static, N: Inner<S>> {
        /// It is not yet known whether it is let through.
        Waiting { waiting: Waiting<U, S>, inner: Option<N> },
        /// The handler runs, with the context at hand if there is one.
        Handling { scope: Option<Scope>, #[pin] handling: N::Future },
        Refused { refusal: Option<Response> },
    }

    impl<U: UserMixin, S, N: Inner<S>> PinnedDrop for Serving<U, S, N> {
        /// What a handler holds when its request is given up may ask who was there, too.
        fn drop(mut this: Pin<&mut Self>) {
            if let Step::Handling { scope, .. } = this.as_mut().project()
                && let Some(scope) = scope.take()
            {
                drop_within(scope, &mut || this.set(Serving::Refused { refusal: None }));
            }
        }
    }
}

/// Serves a request by `inner`, if the gate lets it through.
pub(crate) fn serve<U, S, N>(gate: &Arc<Gate<U, S>>, mut request: Request, inner: N) -> Serving<U, S, N>
where
    U: UserMixin,
    S: Clone + Send + Sync,
    N: Inner<S>,
{
    if let Some(check) = gate.origin_check_for(&request) {
        match check.pass(&gate.bound, request) {
            Ok(passed) => request = passed,
            Err(refusal) => return Serving::Refused { refusal: Some(refusal) },
        }
    }
    if gate.is_open() {
        return Serving::Handling { scope: None, handling: inner.answer(request, &gate.state) };
    }
    match gate.ask(&mut request) {
        Ok(scope) => Serving::Handling { scope: Some(scope), handling: inner.answer(request, &gate.state) },
        Err(pending) => match gate.keep_waiting(pending, request) {
            Ok(waiting) => Serving::Waiting { waiting, inner: Some(inner) },
            Err(refusal) => Serving::Refused { refusal: Some(refusal) },
        },
    }
}

impl<U: UserMixin, S: Clone + Send + Sync, N: Inner<S>> Future for Serving<U, S, N> {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            match self.as_mut().project() {
                Step::Waiting { waiting, inner } => match ready!(waiting.poll(task)) {
                    Ok(LetThrough { request, gate, scope }) => {
                        let handling = once(inner).answer(request, &gate.state);
                        self.set(Self::Handling { scope: Some(scope), handling });
                    }
                    Err(refusal) => return Poll::Ready(Ok(refusal)),
                },
                Step::Handling { scope, handling } => {
                    let mut recording = None;
                    let answer = poll_within(scope, &mut recording, handling, task);
                    match recording {
                        None => return answer.map(Ok),
                        Some(recording) => {
                            self.set(Self::Waiting {
                                waiting: Waiting::Recording { recording },
                                inner: None,
                            });
                        }
                    }
                }
                Step::Refused { refusal } => return Poll::Ready(Ok(once(refusal))),
            }
        }
    }
}

/// Takes what a step leaves behind once.
fn once<T>(slot: &mut Option<T>) -> T {
    match slot.take() {
        Some(value) => value,
        None => panic!("polled again after the answer"),
    }
}
