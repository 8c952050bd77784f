//! A request being served, as a future with a name: axum boxes a handler's future anyway, and with a name of its own ours
//! needs no second box within.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::response::Response;
use pin_project_lite::pin_project;

use super::carrier::Within;
use super::serve::{Inner, LetThrough, Waiting, handle};
use super::source::{Boxed, Searching};
use crate::user::UserMixin;

pin_project! {
    /// Where a request stands.
    #[project = Step]
    #[must_use = "futures do nothing unless polled"]
    pub(crate) enum Serving<U: UserMixin, S: 'static, N: Inner<U, S>> {
        /// A user is being loaded.
        Searching { searching: Searching<U>, waiting: Option<Waiting<U, S, N>> },
        /// The application's functions are being asked, or objects loaded.
        Asking { asking: Boxed<'static, Result<LetThrough<U, S>, Response>>, inner: Option<N> },
        /// The handler runs, with the context at hand.
        Handling { #[pin] handling: Within<N::Future> },
        Refused { refusal: Option<Response> },
    }
}

impl<U: UserMixin, S: Send + Sync + 'static, N: Inner<U, S>> Future for Serving<U, S, N> {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                Step::Searching { searching, waiting } => {
                    let (found, parts) = ready!(searching.as_mut().poll(task));
                    once(waiting).go_on(found, parts)
                }
                Step::Asking { asking, inner } => match ready!(asking.as_mut().poll(task)) {
                    Ok((request, state, context)) => handle(once(inner), request, state, context),
                    Err(refusal) => return Poll::Ready(Ok(refusal)),
                },
                Step::Handling { mut handling } => {
                    let mut response = ready!(handling.as_mut().poll(task));
                    if let Some(scope) = handling.take_value() {
                        scope.context.commit(&mut response);
                    }
                    return Poll::Ready(Ok(response));
                }
                Step::Refused { refusal } => return Poll::Ready(Ok(once(refusal))),
            };
            self.set(next);
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
