//! Requests that another site makes a browser send.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_layer::Layer;
use tower_service::Service;

use super::Rules;
use crate::events::Event;
use crate::manager::Settings;
use crate::session::RequestHead;

/// The check that a request with an unsafe method comes from this site, or from one that is trusted.
pub(crate) fn cross_origin_check(settings: &Settings, is_checked: bool) -> CsrfLayer<Refuse> {
    let layer =
        if is_checked { CsrfLayer::new() } else { CsrfLayer::new().with_insecure_bypass(|_, _| true) };
    // The origins were checked when the manager was built.
    let trust = |layer: CsrfLayer, origin: &String| layer.clone().add_trusted_origin(origin).unwrap_or(layer);
    settings.trusted_origins.iter().fold(layer, trust).with_rejection_response(refuse_cross_origin as Refuse)
}

pub(crate) type Refuse = fn(ProtectionError) -> Response<Body>;

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the error over")]
fn refuse_cross_origin(error: ProtectionError) -> Response<Body> {
    Event::CrossOriginRefused { reason: &error }.emit();
    let headers = [(header::CACHE_CONTROL, "no-store"), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (StatusCode::FORBIDDEN, headers, "This request came from another site.").into_response()
}

/// The answer to another site that opens a WebSocket here. The handshake is a GET, which the check lets pass; what can be done
/// over the socket afterwards is anything, and the browser sends the cookies along.
pub(super) fn refuse_upgrade(
    settings: &Settings,
    rules: &Rules,
    head: &RequestHead<'_>,
    request: &Request,
) -> Option<Response> {
    (head.is_websocket() && rules.check_origin()).then(|| ask_as_unsafe(settings, request)).flatten()
}

/// Asks the check about a request as if it had an unsafe method.
#[cold]
fn ask_as_unsafe(settings: &Settings, request: &Request) -> Option<Response> {
    let mut unsafe_one = Request::new(Body::empty());
    *unsafe_one.method_mut() = Method::POST;
    *unsafe_one.uri_mut() = request.uri().clone();
    *unsafe_one.headers_mut() = request.headers().clone();
    let checking = pin!(cross_origin_check(settings, true).layer(LetThrough).call(unsafe_one));
    match checking.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) if response.status() == StatusCode::SWITCHING_PROTOCOLS => None,
        Poll::Ready(Ok(refusal)) => Some(refusal),
        // The check waits for nothing.
        Poll::Pending => Some(StatusCode::FORBIDDEN.into_response()),
    }
}

/// What the check lets through.
struct LetThrough;

impl Service<Request> for LetThrough {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        ready(Ok(StatusCode::SWITCHING_PROTOCOLS.into_response()))
    }
}
