//! A request of which it is not yet known whether it is let through.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;

use super::admit::decide;
use super::gate::Gate;
use super::scope::{Scope, Within};
use super::source::{Boxed, Searching};
use crate::user::UserMixin;

/// What is waited for.
pub(super) enum Waiting<U: UserMixin, S: 'static> {
    /// A user is being loaded.
    Searching { searching: Searching<U>, gate: Arc<Gate<U, S>>, body: Body },
    /// The application's functions are being asked, or objects loaded.
    Asking { asking: Within<Result<LetThrough<U, S>, Response>> },
    /// The ledger is being told what an answer changes.
    Recording { recording: Boxed<'static, Response> },
}

/// A request that is let through.
pub(super) struct LetThrough<U: UserMixin, S: 'static> {
    pub(super) request: Request,
    pub(super) gate: Arc<Gate<U, S>>,
    pub(super) scope: Scope,
}

impl<U: UserMixin, S: Clone + Send + Sync> Waiting<U, S> {
    pub(super) fn poll(&mut self, task: &mut Context<'_>) -> Poll<Result<LetThrough<U, S>, Response>> {
        loop {
            match self {
                Self::Searching { searching, gate, body } => {
                    let (found, parts) = ready!(searching.as_mut().poll(task));
                    let mut request = Request::from_parts(parts, std::mem::take(body));
                    let bound = Arc::clone(&gate.bound);
                    let admission = decide(bound, found, &gate.rules, gate.has_loads());
                    let next = match gate.let_through(admission, &mut request) {
                        Ok(scope) => {
                            let gate = Arc::clone(gate);
                            return Poll::Ready(Ok(LetThrough { request, gate, scope }));
                        }
                        Err(pending) => gate.keep_waiting(pending, request),
                    };
                    match next {
                        Ok(waiting) => *self = waiting,
                        Err(refusal) => return Poll::Ready(Err(refusal)),
                    }
                }
                Self::Asking { asking } => return Pin::new(asking).poll(task),
                Self::Recording { recording } => return recording.as_mut().poll(task).map(Err),
            }
        }
    }
}
