//! An answer that is mostly there already.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Unavailable;
use super::source::Boxed;

/// Whether it is known who is there: of a guest at once, which costs no box; else once somebody was loaded.
#[must_use = "futures do nothing unless polled"]
pub(crate) enum Answering<'a> {
    Now(Result<(), Unavailable>),
    Later(Boxed<'a, Result<(), Unavailable>>),
}

impl Future for Answering<'_> {
    type Output = Result<(), Unavailable>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Now(answer) => Poll::Ready(*answer),
            Self::Later(answer) => answer.as_mut().poll(task),
        }
    }
}
