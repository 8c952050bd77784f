//! A manager bound to the application's state, which is what its user loader needs.

use std::any::{Any, TypeId, type_name};
use std::fmt::{self, Debug};
use std::sync::Arc;

use axum::http::request::Parts;

use super::resolve::{Resolving, resolve};
use crate::manager::{LoginManager, Settings};
use crate::user::{UserLoader, UserMixin};

/// The settings, and how to find out who is there. The state's type is erased here, at the one place that knows it.
pub(crate) struct Bound<U: UserMixin> {
    pub(crate) settings: Arc<Settings>,
    resolver: Box<dyn Resolver<U>>,
}

/// Erased around the whole search rather than around the loader, so that the loader needs no box of its own.
trait Resolver<U: UserMixin>: Send + Sync {
    fn resolve<'a>(&'a self, settings: &'a Settings, parts: &'a mut Parts) -> Resolving<'a, U>;

    fn state(&self) -> &(dyn Any + Send + Sync);
}

struct WithState<S>(S);

impl<U: UserLoader<S>, S: Send + Sync + 'static> Resolver<U> for WithState<S> {
    fn resolve<'a>(&'a self, settings: &'a Settings, parts: &'a mut Parts) -> Resolving<'a, U> {
        resolve(settings, &self.0, parts)
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
        Arc::new(Self { settings, resolver: Box::new(WithState(state)) })
    }

    /// Finds out who is behind the request, as far as that can be told at once.
    pub(super) fn resolve<'a>(&'a self, parts: &'a mut Parts) -> Resolving<'a, U> {
        self.resolver.resolve(&self.settings, parts)
    }

    /// The application's state, for the functions that rules name.
    pub(super) fn state(&self) -> &(dyn Any + Send + Sync) {
        self.resolver.state()
    }
}

impl<U: UserMixin> Debug for Bound<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bound(..)")
    }
}
