//! The one way a request passes through: context, rule, handler, commit.

use std::future::Future;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use super::carrier::within;
use super::resolve::Resolving;
use super::{Bound, LoginContext};
use crate::rule::{AccessRule, Requirement};
use crate::user::UserMixin;

/// Serves a request; without a rule it is the guards further in that decide.
///
/// The rule is decided before the handler exists: a refused request's body is never read.
pub(crate) fn serve<U: UserMixin, F: Future<Output = Response>>(
    bound: Arc<Bound<U>>,
    rule: Option<AccessRule>,
    request: Request,
    handler: impl FnOnce(Request, &Arc<LoginContext<U>>) -> F,
) -> impl Future<Output = Response> {
    // What an async block captures it keeps in one place; an async fn would keep the request's parts twice.
    let (mut parts, body) = request.into_parts();
    async move {
        let found = match rule {
            Some(rule) if rule.requirement != Requirement::Public => Some(match bound.resolve(&mut parts) {
                Resolving::Known(found) => Ok(found),
                Resolving::Asking(found) => found.await,
            }),
            _ => None,
        };
        let context = LoginContext::new(bound, found);
        if let Some(mut refusal) = rule.and_then(|rule| context.refusal(rule, &parts)) {
            context.commit(&mut refusal);
            return refusal;
        }
        let context = Arc::new(context);
        let handler = handler(Request::from_parts(parts, body), &context);
        let mut response = within(context.clone(), handler).await;
        context.commit(&mut response);
        response
    }
}
