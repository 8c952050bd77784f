//! The one way a request passes through: context, rule, handler, commit.

use std::future::Future;
use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use super::carrier::within;
use super::{Bound, LoginContext};
use crate::rule::AccessRule;
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
    let context = Arc::new(LoginContext::new(bound));
    let (mut parts, body) = request.into_parts();
    async move {
        let verdict = match rule {
            Some(rule) => context.authorize(rule, &mut parts).await,
            None => Ok(()),
        };
        let response = match verdict {
            Ok(()) => within(context.clone(), handler(Request::from_parts(parts, body), &context)).await,
            Err(refusal) => refusal,
        };
        context.commit(response)
    }
}
