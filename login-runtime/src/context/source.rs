//! Where users come from: the application's loaders with its state, whose type is known here alone.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::request::Parts;

use super::Bound;
use super::resolve::{Search, ask};
use super::state::{Found, Unavailable};
use crate::user::{LoaderFailure, RequestSource, UserLoader, UserMixin};

pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type Asking<'a, U> = Boxed<'a, Result<Found<U>, Unavailable>>;

/// A search that gives the request's parts back.
pub(super) type Searching<U> = Boxed<'static, (Result<Found<U>, Unavailable>, Parts)>;

/// The loaders of an application. The state's type is erased around the whole search rather than around the loader, so
/// that the loader needs no box of its own.
pub(super) trait Source<U: UserMixin>: Send + Sync {
    /// Loads the user of a session at once; `None`: their loader may wait.
    fn load_at_once(&self, id: &U::Id) -> Option<Result<Option<U>, LoaderFailure>>;

    /// Searches for a context that is there already.
    fn ask<'a>(&'a self, bound: &'a Bound<U>, search: Search<U::Id>, parts: &'a mut Parts) -> Asking<'a, U>;

    /// Searches before there is a context.
    fn search(self: Arc<Self>, bound: Arc<Bound<U>>, search: Search<U::Id>, parts: Parts) -> Searching<U>;

    /// The application's state, for the functions that rules name.
    fn state(&self) -> &(dyn Any + Send + Sync);
}

/// The state of an application. What is read of it stands apart from the count of those who share it, as in [`Bound`].
#[repr(align(128))]
pub(super) struct AppState<S>(pub(super) S);

impl<S, U> Source<U> for AppState<S>
where
    U: UserLoader<S>,
    U::Requests: RequestSource<U, S>,
    S: Send + Sync + 'static,
{
    fn load_at_once(&self, id: &U::Id) -> Option<Result<Option<U>, LoaderFailure>> {
        U::load_at_once(id, &self.0)
    }

    fn ask<'a>(&'a self, bound: &'a Bound<U>, search: Search<U::Id>, parts: &'a mut Parts) -> Asking<'a, U> {
        Box::pin(async move { ask(bound, &self.0, search, parts).await.map_err(Unavailable::because) })
    }

    fn search(
        self: Arc<Self>,
        bound: Arc<Bound<U>>,
        search: Search<U::Id>,
        mut parts: Parts,
    ) -> Searching<U> {
        Box::pin(async move {
            let found = ask(&bound, &self.0, search, &mut parts).await;
            (found.map_err(Unavailable::because), parts)
        })
    }

    fn state(&self) -> &(dyn Any + Send + Sync) {
        &self.0
    }
}
