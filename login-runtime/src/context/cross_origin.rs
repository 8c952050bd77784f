//! Requests that another site makes a browser send.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::{Pin, pin};
use std::task::{self, Poll, Waker};

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use tower_http::csrf::{Csrf, CsrfLayer, ProtectionError, ResponseFuture};
use tower_layer::Layer;
use tower_service::Service;

use super::{Bound, Rules};
use crate::events::Event;
use crate::manager::{RefusalHandler, Settings};
use crate::refusal::{Answer, Client, Refusal};
use crate::session::RequestHead;
use crate::user::UserMixin;

/// The check that a request with an unsafe method comes from this site, or from one that is trusted.
#[derive(Clone)]
pub(crate) struct CrossOriginLayer {
    check: CsrfLayer<Refuse>,
    handler: Option<RefusalHandler>,
}

impl CrossOriginLayer {
    pub(crate) fn new<U: UserMixin>(bound: &Bound<U>, is_checked: bool) -> Self {
        let handler = bound.refusal_handler().filter(|_| is_checked).cloned();
        Self { check: check(bound.settings(), is_checked), handler }
    }
}

impl<I> Layer<I> for CrossOriginLayer {
    type Service = CrossOrigin<I>;

    fn layer(&self, inner: I) -> CrossOrigin<I> {
        CrossOrigin { checked: self.check.layer(inner), handler: self.handler.clone() }
    }
}

/// A service behind the check.
#[derive(Clone)]
pub(crate) struct CrossOrigin<I> {
    checked: Csrf<I, Refuse>,
    handler: Option<RefusalHandler>,
}

impl<I: Service<Request, Response = Response>> Service<Request> for CrossOrigin<I> {
    type Response = Response;
    type Error = I::Error;
    type Future = Checking<I::Future>;

    fn poll_ready(&mut self, task: &mut task::Context<'_>) -> Poll<Result<(), I::Error>> {
        self.checked.poll_ready(task)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // The check keeps nothing of what it refuses, so what the handler is to see is kept before.
        let handler = self.handler.as_ref().filter(|_| may_be_refused(&request));
        let refused = handler.map(|handler| (Box::new(copy_of_head(&request)), handler.clone()));
        Checking { checked: self.checked.call(request), refused }
    }
}

pin_project! {
    /// A response on its way, which is another one if the check refuses the request.
    pub(crate) struct Checking<F>
    where
        F: Future,
    {
        #[pin]
        checked: ResponseFuture<F>,
        // What the application's handler needs, should the check refuse.
        refused: Option<(Box<Parts>, RefusalHandler)>,
    }
}

impl<F: Future<Output = Result<Response, E>>, E> Future for Checking<F> {
    type Output = Result<Response, E>;

    fn poll(self: Pin<&mut Self>, task: &mut task::Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        this.checked.poll(task).map_ok(|response| match this.refused.take() {
            Some((parts, handler)) if response.extensions().get::<FromElsewhere>().is_some() => {
                branded(&handler, &parts)
            }
            _ => response,
        })
    }
}

/// Says whether the check may refuse it, so that a copy is worth its cost: nearly every form and script says that it is this site's.
fn may_be_refused(request: &Request) -> bool {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let site = request.headers().get("sec-fetch-site");
    !is_safe && site.is_none_or(|site| site != "same-origin" && site != "none")
}

/// Stands in the answer to what another site sent.
#[derive(Clone, Copy)]
struct FromElsewhere;

fn check(settings: &Settings, is_checked: bool) -> CsrfLayer<Refuse> {
    let layer =
        if is_checked { CsrfLayer::new() } else { CsrfLayer::new().with_insecure_bypass(|_, _| true) };
    // The origins were checked when the manager was built.
    let trust = |layer: CsrfLayer, origin: &String| layer.clone().add_trusted_origin(origin).unwrap_or(layer);
    settings.trusted_origins.iter().fold(layer, trust).with_rejection_response(refuse as Refuse)
}

type Refuse = fn(ProtectionError) -> Response<Body>;

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the error over")]
fn refuse(error: ProtectionError) -> Response<Body> {
    Event::CrossOriginRefused { reason: &error }.emit();
    let mut refusal = Answer::CROSS_ORIGIN.to(Client::Navigation);
    refusal.extensions_mut().insert(FromElsewhere);
    not_stored(refusal)
}

/// The answer of the application's own.
fn branded(handler: &RefusalHandler, parts: &Parts) -> Response {
    not_stored(handler(Refusal::new(parts, Answer::CROSS_ORIGIN)))
}

fn not_stored(mut refusal: Response) -> Response {
    refusal.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    refusal
}

/// A copy of all but the body.
fn copy_of_head(request: &Request) -> Parts {
    let (mut head, ()) = axum::http::Request::new(()).into_parts();
    head.method.clone_from(request.method());
    head.uri.clone_from(request.uri());
    head.version = request.version();
    head.headers.clone_from(request.headers());
    head.extensions.clone_from(request.extensions());
    head
}

/// The answer to another site that opens a WebSocket here. The handshake is a GET, which the check lets pass; what can be done
/// over the socket afterwards is anything, and the browser sends the cookies along.
pub(super) fn refuse_upgrade<U: UserMixin>(
    bound: &Bound<U>,
    rules: &Rules,
    head: &RequestHead<'_>,
    request: &Request,
) -> Option<Response> {
    let is_checked = head.is_websocket() && rules.check_origin();
    let refusal = is_checked.then(|| ask_as_unsafe(bound.settings(), request)).flatten()?;
    Some(bound.refusal_handler().map_or(refusal, |handler| branded(handler, &copy_of_head(request))))
}

/// Asks the check about a request as if it had an unsafe method.
#[cold]
fn ask_as_unsafe(settings: &Settings, request: &Request) -> Option<Response> {
    let mut unsafe_one = Request::from_parts(copy_of_head(request), Body::empty());
    *unsafe_one.method_mut() = Method::POST;
    let checking = pin!(check(settings, true).layer(LetThrough).call(unsafe_one));
    match checking.poll(&mut task::Context::from_waker(Waker::noop())) {
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

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request) -> Self::Future {
        ready(Ok(StatusCode::SWITCHING_PROTOCOLS.into_response()))
    }
}
