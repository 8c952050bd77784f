//! A manager bound to the application's state, which is what its user loader needs.

use std::any::{Any, TypeId, type_name};
use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::request::Parts;

use crate::manager::{LoginManager, Settings};
use crate::user::{LoaderFailure, UserLoader, UserMixin};

type Loading<'a, U> = Pin<Box<dyn Future<Output = Result<Option<U>, LoaderFailure>> + Send + 'a>>;

/// The settings, and how to load a `U`. The state's type is erased here, at the one place that knows it.
pub(crate) struct Bound<U: UserMixin> {
    pub(crate) settings: Arc<Settings>,
    loader: Box<dyn LoadById<U>>,
}

trait LoadById<U: UserMixin>: Send + Sync {
    fn load<'a>(&'a self, id: U::Id, parts: &'a mut Parts) -> Loading<'a, U>;

    fn state(&self) -> &(dyn Any + Send + Sync);
}

struct WithState<S>(S);

impl<U: UserLoader<S>, S: Send + Sync + 'static> LoadById<U> for WithState<S> {
    fn load<'a>(&'a self, id: U::Id, parts: &'a mut Parts) -> Loading<'a, U> {
        Box::pin(U::load(id, parts, &self.0))
    }

    fn state(&self) -> &(dyn Any + Send + Sync) {
        &self.0
    }
}

impl<U: UserMixin> Bound<U> {
    /// # Panics
    ///
    /// When the manager is bound to another user type: the user 1 of one type must not become user 1 of the other.
    pub(crate) fn new<S>(manager: LoginManager, state: S) -> Arc<Self>
    where
        U: UserLoader<S>,
        S: Send + Sync + 'static,
    {
        let settings = manager.0;
        let user_type = *settings.user_type.get_or_init(TypeId::of::<U>);
        assert!(
            user_type == TypeId::of::<U>(),
            "this login manager serves another user type already; build one with another `application` for `{}`",
            type_name::<U>()
        );
        Arc::new(Self { settings, loader: Box::new(WithState(state)) })
    }

    pub(crate) fn load<'a>(&'a self, id: U::Id, parts: &'a mut Parts) -> Loading<'a, U> {
        self.loader.load(id, parts)
    }

    /// The application's state, for the functions that rules name.
    pub(crate) fn state(&self) -> &(dyn Any + Send + Sync) {
        self.loader.state()
    }
}

impl<U: UserMixin> Debug for Bound<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bound(..)")
    }
}
