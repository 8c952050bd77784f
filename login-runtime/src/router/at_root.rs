//! The fallback of a nested router, asked for its prefix with nothing but a slash behind it.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::Uri;
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
        let root = match request.uri().query() {
            Some(query) => format!("/?{query}").parse(),
            None => Ok(Uri::from_static("/")),
        };
        // The query stood in a URI before.
        *request.uri_mut() = root.unwrap_or_else(|_| Uri::from_static("/"));
        self.0.call(request)
    }
}
