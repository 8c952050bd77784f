//! The fallback of a nested router, asked for its prefix with nothing but a slash behind it.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::response::Response;
use tower_service::Service;

/// Has the fallback answer as for the root of its router, as axum strips the prefix everywhere else.
#[derive(Clone)]
pub(super) struct AtRoot(pub(super) axum::Router);

impl Service<Request> for AtRoot {
    type Response = Response;
    type Error = Infallible;
    type Future = <axum::Router as Service<Request>>::Future;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.0, task)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let mut parts = request.uri().clone().into_parts();
        let query = parts.path_and_query.as_ref().and_then(PathAndQuery::query);
        // It is one, as the query was part of one before.
        let root = query.and_then(|query| format!("/?{query}").parse().ok());
        parts.path_and_query = Some(root.unwrap_or_else(|| PathAndQuery::from_static("/")));
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
        self.0.call(request)
    }
}
