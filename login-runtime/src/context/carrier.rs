//! How the context reaches the handler: in a [`Scope`](super::scope::Scope), which costs no allocation and is there for code
//! that has no request at hand; and, behind a layer, also in the request, for the middleware that moves it to another task.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;

use super::recording::Unrecorded;
use super::scope::current;
use super::source::Boxed;
use super::{Held, LoginContext};
use crate::rule::AccessRule;
use crate::session::RequestHead;
use crate::ticket::FlashTicket;
use crate::user::UserMixin;

type Answer<'a> = Pin<Box<dyn Future<Output = Result<(), Response>> + Send + 'a>>;

/// A context whose user type is not known, as guards see it.
pub(crate) trait AnyContext: Any + Send + Sync {
    /// Lets the request through or answers it.
    fn authorize<'a>(&'a self, rule: &'a AccessRule, parts: &'a mut Parts) -> Answer<'a>;

    /// Takes the message left for this page.
    fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket>;

    /// Writes what the request changed into its response, unless the ledger must be told of it first.
    fn commit(&self, response: &mut Response) -> Option<Box<Unrecorded>>;

    /// Tells the ledger, and does so then.
    fn record(self: Arc<Self>, unrecorded: Box<Unrecorded>, response: Response) -> Boxed<'static, Response>;
}

impl<U: UserMixin> AnyContext for LoginContext<U> {
    fn authorize<'a>(&'a self, rule: &'a AccessRule, parts: &'a mut Parts) -> Answer<'a> {
        Box::pin(LoginContext::authorize(self, std::slice::from_ref(rule), parts))
    }

    fn take_flash(&self, headers: &HeaderMap) -> Option<FlashTicket> {
        self.take_flash(headers)
    }

    fn commit(&self, response: &mut Response) -> Option<Box<Unrecorded>> {
        self.commit(response)
    }

    fn record(self: Arc<Self>, unrecorded: Box<Unrecorded>, response: Response) -> Boxed<'static, Response> {
        Box::pin(self.record(unrecorded, response))
    }
}

/// The context as a request extension.
#[derive(Clone)]
pub(crate) struct ContextExtension(pub(crate) Arc<dyn AnyContext>);

/// Why there is no context to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The route has no login manager.
    NoManager,
    /// The route's manager is for another user type.
    OtherUserType,
}

/// The context of the request that carries these parts.
pub(crate) fn of_request(parts: &Parts) -> Result<Arc<dyn AnyContext>, Missing> {
    current()
        .or_else(|| parts.extensions.get().map(|ContextExtension(context)| Arc::clone(context)))
        .ok_or(Missing::NoManager)
}

/// The same, for one user type.
pub(crate) fn of_user_type<U: UserMixin>(parts: &Parts) -> Result<Arc<LoginContext<U>>, Missing> {
    downcast(of_request(parts)?).ok_or(Missing::OtherUserType)
}

/// The context of the layer around a request, where there is one for this user type.
pub(super) fn around<U: UserMixin>(request: &RequestHead<'_>) -> Option<Arc<LoginContext<U>>> {
    downcast(Arc::clone(&request.extensions().get::<ContextExtension>()?.0))
}

/// The person of the running task's request, as far as it was asked; `None` outside a request.
pub(crate) fn current_person<U: UserMixin>() -> Option<(Held<U>, bool)> {
    let context = downcast::<U>(current()?)?;
    context.note_missed();
    context.person()
}

fn downcast<U: UserMixin>(context: Arc<dyn AnyContext>) -> Option<Arc<LoginContext<U>>> {
    let context: Arc<dyn Any + Send + Sync> = context;
    context.downcast().ok()
}
