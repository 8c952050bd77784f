//! Requests that another site makes a browser send.

#![expect(
    clippy::result_large_err,
    reason = "a request that passes is as large as a refusal, and takes no memory either"
)]

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{self, HeaderValue, Method, header};
use axum::response::Response;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_layer::Layer;
use tower_service::Service;

use super::Bound;
use crate::events::Event;
use crate::manager::Settings;
use crate::refusal::{Answer, Client, Refusal};
use crate::user::UserMixin;

/// The check that a request with an unsafe method comes from this site, or from one that is trusted.
///
/// It is a layer, and is asked like a function: around a service that hands back what the check lets through.
pub(crate) struct OriginCheck(CsrfLayer<Refuse>);

type Refuse = fn(ProtectionError) -> Checked;

/// The request, unless it was refused; why it was is in the extensions.
type Checked = http::Response<Option<Request>>;

impl OriginCheck {
    pub(crate) fn new(settings: &Settings) -> Self {
        // The origins were checked when the manager was built.
        let trust =
            |layer: CsrfLayer, origin: &String| layer.clone().add_trusted_origin(origin).unwrap_or(layer);
        let layer = settings.trusted_origins.iter().fold(CsrfLayer::new(), trust);
        Self(layer.with_rejection_response(|_| Checked::new(None)))
    }

    /// Says whether a request is of interest. The check would let it pass as well, but it would have to be handed over.
    pub(super) fn is_for(request: &Request) -> bool {
        !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
    }

    /// Gives a request back, or the answer to another site that made a browser send it.
    pub(super) fn pass<U: UserMixin>(&self, bound: &Bound<U>, request: Request) -> Result<Request, Response> {
        // The check keeps nothing of what it refuses, so what the application's handler is to see is kept before.
        let is_suspect = bound.refusal_handler().is_some() && may_be_refused(&request);
        let head = is_suspect.then(|| copy_of_head(&request));
        self.ask(request).map_err(|reason| refuse(bound, reason, head.as_ref()))
    }

    /// The answer to another site that opens a WebSocket here. The handshake is a GET, which the check lets pass; what can be
    /// done over the socket afterwards is anything, and the browser sends the cookies along.
    #[cold]
    pub(super) fn refuse_upgrade<U: UserMixin>(
        &self,
        bound: &Bound<U>,
        request: &Request,
    ) -> Option<Response> {
        let mut unsafe_one = Request::from_parts(copy_of_head(request), Body::empty());
        *unsafe_one.method_mut() = Method::POST;
        let reason = self.ask(unsafe_one).err()?;
        Some(refuse(bound, reason, bound.refusal_handler().map(|_| copy_of_head(request)).as_ref()))
    }

    /// Asks the check, which waits for nothing.
    fn ask(&self, request: Request) -> Result<Request, Option<ProtectionError>> {
        let asking = pin!(self.0.layer(HandBack).call(request));
        match asking.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(checked)) => {
                let (head, request) = checked.into_parts();
                request.ok_or_else(|| head.extensions.get().cloned())
            }
            Poll::Pending => Err(None),
        }
    }
}

struct HandBack;

impl Service<Request> for HandBack {
    type Response = Checked;
    type Error = Infallible;
    type Future = Ready<Result<Checked, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        ready(Ok(Checked::new(Some(request))))
    }
}

/// Says whether the check may refuse it, so that a copy is worth its cost: nearly every form and script says that it is this site's.
fn may_be_refused(request: &Request) -> bool {
    let site = request.headers().get("sec-fetch-site");
    site.is_none_or(|site| site != "same-origin" && site != "none")
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

#[cold]
fn refuse<U: UserMixin>(bound: &Bound<U>, reason: Option<ProtectionError>, head: Option<&Parts>) -> Response {
    if let Some(reason) = reason {
        Event::CrossOriginRefused { reason: &reason }.emit();
    }
    let mut refusal = match (bound.refusal_handler(), head) {
        (Some(handler), Some(head)) => handler(Refusal::new(head, Answer::CROSS_ORIGIN)),
        _ => Answer::CROSS_ORIGIN.to(Client::Navigation),
    };
    refusal.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    refusal
}
