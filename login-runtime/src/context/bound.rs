//! A manager bound to the application's state, which is what its user loader needs.

use std::any::{Any, TypeId, type_name};
use std::fmt::{self, Debug};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;

use axum::http::request::Parts;

use super::LoginContext;
use super::resolve::{Search, ask};
use super::state::Found;
use crate::compat::FlaskLoginCookies;
use crate::events::{Event, LoginEvent};
use crate::manager::{Listener, LoginManager, Settings, Views};
use crate::next::SafeNext;
use crate::user::{LoaderFailure, RequestSource, UserLoader, UserMixin};

/// The settings, and how to find out who is there. The state's type is erased here, at the one place that knows it:
/// around the whole search rather than around the loader, so that the loader needs no box of its own.
pub(crate) struct Bound<U: UserMixin> {
    settings: Arc<Settings>,
    /// Where people are sent who may not go on: the manager's views, or those of a router.
    views: Views,
    listeners: Arc<[Listener<U>]>,
    requests: Requests,
    flask_login: Option<FlaskLoginCookies<U>>,
    state: Arc<dyn Any + Send + Sync>,
    ask: Ask<U>,
    search: StartSearch<U>,
}

/// What is asked of a request beside its cookies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Requests {
    /// Whether there is a request loader at all.
    pub(super) are_asked: bool,
    /// What a refused client is told to send.
    pub(super) challenge: Option<&'static str>,
}

pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type Ask<U> = for<'a> fn(&'a Bound<U>, Search<<U as UserMixin>::Id>, &'a mut Parts) -> Asking<'a, U>;

type Asking<'a, U> = Boxed<'a, Result<Found<U>, LoaderFailure>>;

type StartSearch<U> = fn(Arc<LoginContext<U>>, Search<<U as UserMixin>::Id>) -> Searching<U>;

/// A search within a context that nobody shares yet.
pub(super) type Searching<U> = Boxed<'static, Arc<LoginContext<U>>>;

impl<U: UserMixin> Bound<U> {
    /// # Panics
    ///
    /// When the manager is bound to another user type: the user 1 of one type must not become user 1 of the other.
    pub(crate) fn new<S>(manager: LoginManager, state: S) -> Arc<Self>
    where
        U: UserLoader<S>,
        U::Requests: RequestSource<U, S>,
        S: Send + Sync + 'static,
    {
        let settings = manager.0;
        let user_type = *settings.user_type.get_or_init(TypeId::of::<U>);
        assert!(
            user_type == TypeId::of::<U>(),
            "this login manager serves another user type already; build one with another `application` for `{}`",
            type_name::<U>()
        );
        if let Some(stranger) = settings.typed.stranger::<U>() {
            panic!("this login manager was told about `{stranger}` and is to serve `{}`", type_name::<U>());
        }
        let flask_login = settings.typed.of().next().cloned();
        Arc::new(Self {
            views: settings.views.clone(),
            listeners: settings.typed.of().cloned().collect(),
            requests: Requests { are_asked: U::Requests::IS_ASKED, challenge: U::Requests::CHALLENGE },
            flask_login,
            settings,
            state: Arc::new(state),
            ask: |bound, search, parts| {
                Box::pin(async move { ask(bound, bound.state_as::<S>(), &search, parts).await })
            },
            search: |mut context, search| {
                Box::pin(async move {
                    if let Some(context) = Arc::get_mut(&mut context) {
                        context.search::<S>(&search).await;
                    }
                    context
                })
            },
        })
    }

    /// The same, with views of a router's own.
    pub(crate) fn with_views(&self, views: Views) -> Arc<Self> {
        Arc::new(Self {
            settings: Arc::clone(&self.settings),
            views,
            listeners: Arc::clone(&self.listeners),
            requests: self.requests,
            flask_login: self.flask_login.clone(),
            state: Arc::clone(&self.state),
            ask: self.ask,
            search: self.search,
        })
    }

    pub(super) fn requests(&self) -> Requests {
        self.requests
    }

    /// The cookies of another library that are still taken.
    pub(super) fn flask_login(&self) -> Option<&FlaskLoginCookies<U>> {
        self.flask_login.as_ref()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn views(&self) -> &Views {
        &self.views
    }

    /// Says whether a safe target is also a sensible one: not the page that does the log-in.
    pub(crate) fn is_destination(&self, next: &SafeNext) -> bool {
        let path = next.path();
        let is_refused = self.settings.refused_next.iter().any(|refused| refused == path);
        !is_refused && !self.views.contain(path) && !self.settings.views.contain(path)
    }

    /// Tells the log and the application's listeners what happened. Nothing of a request may be locked meanwhile: a listener
    /// may ask who is there.
    pub(super) fn tell(&self, event: LoginEvent<'_, U>) {
        if let Some(event) = event.for_the_log() {
            event.emit();
        }
        self.notify(event);
    }

    /// Tells the application's listeners alone. One that panics must not take the request with it.
    pub(super) fn notify(&self, event: LoginEvent<'_, U>) {
        for listener in &*self.listeners {
            if catch_unwind(AssertUnwindSafe(|| listener(&event))).is_err() {
                Event::ListenerPanicked { event: &event }.emit();
            }
        }
    }

    /// Searches for a context that is shared already.
    pub(super) fn ask<'a>(&'a self, search: Search<U::Id>, parts: &'a mut Parts) -> Asking<'a, U> {
        (self.ask)(self, search, parts)
    }

    /// Searches within a new context, to which the request's parts are lent meanwhile.
    pub(super) fn search(self: Arc<Self>, search: Search<U::Id>, parts: Parts) -> Searching<U> {
        let start = self.search;
        start(LoginContext::to_search(self, parts), search)
    }

    /// The application's state, for the functions that rules name.
    pub(super) fn state(&self) -> &(dyn Any + Send + Sync) {
        &*self.state
    }

    pub(super) fn state_as<S: 'static>(&self) -> &S {
        self.state.downcast_ref().unwrap_or_else(|| unreachable!("`new` alone calls this, with its own type"))
    }
}

impl<U: UserMixin> Debug for Bound<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bound(..)")
    }
}
