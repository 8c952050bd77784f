//! A manager bound to the application's state, which is what its user loader needs.

use std::any::{Any, TypeId, type_name};
use std::fmt::{self, Debug};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use axum::http::request::Parts;

use super::resolve::Search;
use super::source::{AppState, Searching, Source};
use super::state::{Found, Unavailable};
use crate::compat::FlaskLoginCookies;
use crate::events::{Event, LoginEvent};
use crate::manager::{Listener, LoginManager, RefusalHandler, Settings, Views};
use crate::next::SafeNext;
use crate::session::{ClientInfo, RequestHead};
use crate::user::{LoaderFailure, RequestSource, UserLoader, UserMixin};

/// The settings, and how to find out who is there.
///
/// Every request writes the count of those who share it, so what all of them read starts on another cache line than the
/// count: 128 octets further on, as processors fetch lines of 64 in pairs.
#[repr(align(128))]
pub(crate) struct Bound<U: UserMixin> {
    settings: Arc<Settings>,
    /// Where people are sent who may not go on: the manager's views, or those of a router.
    views: Views,
    listeners: Arc<[Listener<U>]>,
    requests: Requests,
    flask_login: Option<Arc<FlaskLoginCookies<U>>>,
    source: Arc<dyn Source<U>>,
}

/// What is asked of a request beside its cookies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Requests {
    /// Whether there is a request loader at all.
    pub(super) are_asked: bool,
    /// Whether it is asked before the session.
    pub(super) come_first: bool,
    /// What a refused client is told to send.
    pub(super) challenge: Option<&'static str>,
}

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
            views: heeded(&settings, settings.views.clone()),
            listeners: settings.typed.of().cloned().collect(),
            requests: Requests {
                are_asked: U::Requests::IS_ASKED,
                come_first: U::Requests::BEFORE_SESSION,
                challenge: U::Requests::CHALLENGE,
            },
            flask_login,
            settings,
            source: Arc::new(AppState(state)),
        })
    }

    /// The same, with views of a router's own.
    pub(crate) fn with_views(&self, views: Views) -> Arc<Self> {
        Arc::new(Self {
            settings: Arc::clone(&self.settings),
            views: heeded(&self.settings, views),
            listeners: Arc::clone(&self.listeners),
            requests: self.requests,
            flask_login: self.flask_login.clone(),
            source: Arc::clone(&self.source),
        })
    }

    pub(super) fn requests(&self) -> Requests {
        self.requests
    }

    /// Says whether what a request carries beside our cookies had a say in who was found, or has one once it carries more.
    pub(super) fn may_be_told_by_request(&self, found: &Found<U>) -> bool {
        let is_by_ticket = found.person.as_ref().is_some_and(|person| person.ticket().is_some());
        self.requests.are_asked && (self.requests.come_first || !is_by_ticket)
    }

    /// The cookies of another library that are still taken.
    pub(super) fn flask_login(&self) -> Option<&FlaskLoginCookies<U>> {
        self.flask_login.as_deref()
    }

    pub(super) fn has_manager_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.settings, &other.settings)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn views(&self) -> &Views {
        &self.views
    }

    /// The page to confirm on. An error with its path where it sends back whoever is logged in: they would go round and round.
    pub(super) fn refresh_view(&self) -> Result<Option<&SafeNext>, &str> {
        match self.views.to_confirm() {
            Some(view) if self.settings.confirm_pages.sends_back(view.path()) => Err(view.path()),
            view => Ok(view),
        }
    }

    /// Says whether a safe target is also a sensible one: not the page that does the log-in.
    pub(crate) fn is_destination(&self, next: &SafeNext) -> bool {
        let path = next.path();
        let is_refused = self.settings.refused_next.iter().any(|refused| refused == path);
        !is_refused && !self.views.contain(path) && !self.settings.views.contain(path)
    }

    /// Tells the log and the application's listeners what happened. Nothing of a request may be locked meanwhile: a listener
    /// may ask who is there.
    pub(super) fn tell(&self, event: LoginEvent<'_, U>, client: impl FnOnce() -> ClientInfo) {
        if let Some(event) = event.for_the_log() {
            event.emit();
        }
        self.notify(event, client);
    }

    /// Tells the application's listeners alone. One that panics must not take the request with it.
    pub(super) fn notify(&self, event: LoginEvent<'_, U>, client: impl FnOnce() -> ClientInfo) {
        if self.listeners.is_empty() {
            return;
        }
        let client = client();
        for listener in &*self.listeners {
            if catch_unwind(AssertUnwindSafe(|| listener(&event, &client))).is_err() {
                Event::ListenerPanicked { event: &event }.emit();
            }
        }
    }

    /// The client that sent a request, if there is anybody to tell of it, or a ledger to write it down.
    pub(super) fn client(&self, request: &RequestHead<'_>) -> ClientInfo {
        if self.listeners.is_empty() && self.settings.ledger.is_none() {
            return ClientInfo::default();
        }
        ClientInfo::of(request, &self.settings.fingerprint)
    }

    /// Says whether functions of the application's are told of a refusal, or have a say in what it looks like.
    pub(super) fn refuses_by_functions(&self) -> bool {
        let settings = &self.settings;
        let handlers =
            [&settings.unauthorized_handler, &settings.needs_refresh_handler, &settings.denied_handler];
        !self.listeners.is_empty()
            || settings.localizer.is_some()
            || self.refusal_handler().is_some()
            || handlers.into_iter().any(Option::is_some)
    }

    /// What answers whoever is sent nowhere, where no case has a handler of its own.
    pub(crate) fn refusal_handler(&self) -> Option<&RefusalHandler> {
        self.views.refusal_handler.as_ref().or(self.settings.refusal_handler.as_ref())
    }

    /// Loads the user of a session at once; `None`: their loader may wait.
    pub(super) fn load_at_once(&self, id: &U::Id) -> Option<Result<Option<U>, LoaderFailure>> {
        self.source.load_at_once(id)
    }

    /// Searches for a context that is there already.
    pub(super) async fn ask(
        &self,
        search: Search<U::Id>,
        parts: &mut Parts,
    ) -> Result<Found<U>, Unavailable> {
        self.source.ask(self, search, parts).await
    }

    /// Searches before there is a context.
    pub(super) fn search(self: Arc<Self>, search: Search<U::Id>, parts: Parts) -> Searching<U> {
        Arc::clone(&self.source).search(self, search, parts)
    }

    /// The application's state, for the functions that rules name.
    pub(super) fn state(&self) -> &(dyn Any + Send + Sync) {
        self.source.state()
    }
}

impl<U: UserMixin> Debug for Bound<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bound(..)")
    }
}

/// The views, whose page to confirm on the manager knows from now on.
fn heeded(settings: &Settings, views: Views) -> Views {
    if let Some(page) = views.to_confirm() {
        settings.confirm_pages.add(page.path());
    }
    views
}
