//! What happened, as typed `tracing` events under the target `login`.
//!
//! They carry ids and reasons, never a ticket, a key or a user's data. One is written where something happened; no
//! span stands around a request, so a request in which nothing happens costs nothing.

use std::fmt::{Debug, Display};

use tracing::field;

use crate::crypto::LoginHandle;

/// The target of every event.
const TARGET: &str = "login";

/// Something worth telling.
#[derive(Clone, Copy)]
pub(crate) enum Event<'a> {
    LoggedIn {
        user: &'a dyn Debug,
        remembered: bool,
    },
    LoggedOut {
        user: &'a dyn Debug,
    },
    LoggedOutEverywhere {
        user: &'a dyn Debug,
    },
    LoggedOutElsewhere {
        user: &'a dyn Debug,
    },
    /// One log-in ended by the list of them.
    EndedByHandle {
        user: &'a dyn Debug,
        handle: LoginHandle,
    },
    LoginConfirmed {
        user: &'a dyn Debug,
    },
    /// A session was made anew from the remember cookie.
    Restored {
        user: &'a dyn Debug,
    },
    /// A cookie of ours held something that is no ticket of ours.
    TicketRefused {
        cookie: &'a str,
        reason: &'a dyn Debug,
    },
    /// A good ticket that no longer holds.
    LoginEnded {
        reason: &'a dyn Debug,
    },
    /// The ticket came from another client than the one that logged in.
    SessionProtected {
        user: &'a dyn Debug,
        mode: &'a dyn Debug,
    },
    Unauthorized {
        path: &'a str,
    },
    NeedsRefresh {
        user: Option<&'a dyn Debug>,
        path: &'a str,
    },
    CrossOriginRefused {
        reason: &'a dyn Display,
    },
    LoaderFailed {
        error: &'a dyn Display,
    },
    /// The ledger could not be read or written.
    LedgerFailed {
        error: &'a dyn Display,
    },
    EndedListFull,
    /// So few users filled the list of ended log-ins that theirs alone end.
    EndedListHeldByFew {
        users: usize,
    },
    ClockSetBack,
    /// A resource loader failed.
    ResourceFailed {
        error: &'a dyn Display,
    },
    /// A function that a rule names failed.
    CheckFailed {
        error: &'a dyn Display,
    },
    /// A rule was asked and its answer is not known.
    RuleUndecided {
        path: &'a str,
    },
    Denied {
        user: Option<&'a dyn Debug>,
        path: &'a str,
    },
    /// A rule asks for something that the router's user type does not have.
    RuleDoesNotFit {
        wanted: &'a str,
    },
    NothingLoaded {
        wanted: &'a str,
    },
    NoManager {
        path: &'a str,
    },
    OtherUserType {
        wanted: &'a str,
    },
    ViewIsGuarded {
        path: &'a str,
    },
    /// A log-in has to be confirmed, and the view for that sends back whoever is logged in.
    RefreshViewIsForGuests {
        path: &'a str,
        view: &'a str,
    },
    /// Nobody was logged in, by a mistake of the application's or the machine's.
    LoginFailed {
        error: &'a dyn Display,
    },
    /// A loader has an argument for which somebody has to be loaded.
    LoaderAsksWhoIsThere,
    /// A fingerprint wants an address, and the request has none.
    NoPeerAddress,
    /// A listener of the application's panicked.
    ListenerPanicked {
        event: &'a dyn Debug,
    },
}

impl Event<'_> {
    #[expect(clippy::too_many_lines, reason = "a list, with an arm for each event")]
    // What is told is the exception: the way past it is to be the straight one.
    #[cold]
    pub(crate) fn emit(self) {
        match self {
            Self::LoggedIn { user, remembered } => {
                tracing::info!(target: TARGET, ?user, remembered, "logged in");
            }
            Self::LoggedOut { user } => tracing::info!(target: TARGET, ?user, "logged out"),
            Self::LoggedOutEverywhere { user } => {
                tracing::info!(target: TARGET, ?user, "logged out everywhere");
            }
            Self::LoggedOutElsewhere { user } => {
                tracing::info!(target: TARGET, ?user, "logged out elsewhere");
            }
            Self::EndedByHandle { user, handle } => {
                tracing::info!(target: TARGET, ?user, %handle, "log-in ended by the list of them");
            }
            Self::LoginConfirmed { user } => tracing::info!(target: TARGET, ?user, "log-in confirmed"),
            Self::Restored { user } => {
                tracing::info!(target: TARGET, ?user, "restored from the remember cookie");
            }
            Self::TicketRefused { cookie, reason } => {
                tracing::warn!(target: TARGET, cookie, ?reason, "cookie refused");
            }
            Self::LoginEnded { reason } => tracing::info!(target: TARGET, ?reason, "log-in ended"),
            Self::SessionProtected { user, mode } => {
                tracing::warn!(target: TARGET, ?user, ?mode, "session used by another client");
            }
            Self::Unauthorized { path } => tracing::info!(target: TARGET, path, "refused: not logged in"),
            Self::NeedsRefresh { user, path } => {
                tracing::info!(target: TARGET, user = user.map(field::debug), path, "refused: log-in not fresh");
            }
            Self::CrossOriginRefused { reason } => {
                tracing::warn!(target: TARGET, %reason, "refused: request from another site");
            }
            Self::LoaderFailed { error } => {
                tracing::error!(target: TARGET, error = format_args!("{error:#}"), "the user loader failed; answering 503");
            }
            Self::LedgerFailed { error } => {
                tracing::error!(target: TARGET, error = format_args!("{error:#}"), "the ledger of log-ins failed; answering 503");
            }
            Self::ResourceFailed { error } => {
                tracing::error!(target: TARGET, error = format_args!("{error:#}"), "a resource loader failed; answering 503");
            }
            Self::CheckFailed { error } => {
                tracing::error!(target: TARGET, error = format_args!("{error:#}"), "a check in a rule failed; it is neither a yes nor a no");
            }
            Self::RuleUndecided { path } => {
                tracing::error!(target: TARGET, path, "a rule could not be decided; answering 503");
            }
            Self::Denied { user, path } => {
                tracing::info!(target: TARGET, user = user.map(field::debug), path, "refused: denied");
            }
            Self::RuleDoesNotFit { wanted } => tracing::error!(
                target: TARGET,
                wanted,
                "a rule asks for something the router's user type does not have; use `login_runtime::Router`, which \
                 checks it at compile time"
            ),
            Self::NothingLoaded { wanted } => tracing::error!(
                target: TARGET,
                wanted,
                "nothing was loaded for this argument; guard the handler with `#[requires(can(Action, argument))]` \
                 and route it with `login_runtime::Router`"
            ),
            Self::EndedListFull => tracing::error!(
                target: TARGET,
                "the list of ended log-ins is full, so every log-in up to now has ended; \
                 raise `ended_logins_capacity`"
            ),
            Self::EndedListHeldByFew { users } => tracing::error!(
                target: TARGET,
                users,
                "the list of ended log-ins is full, and much of it is of a few users who log in and out again and again; every log-in of \
                 theirs up to now has ended"
            ),
            Self::ClockSetBack => tracing::error!(
                target: TARGET,
                "the clock was set back by more than 2 minutes, and what ended meanwhile cannot be told from what did not; \
                 every log-in up to now has ended; those issued while it was ahead are not believed until it gets there again, and \
                 change the key if one of them must not come back"
            ),
            Self::NoManager { path } => tracing::error!(
                target: TARGET,
                path,
                "no login manager on this route; use `login_runtime::Router` with `.with_login(manager, state)`, \
                 or add `.layer(manager.layer::<User, _>(state))` to the axum router; middleware that asks who is there \
                 goes into `Router::layer_with_login`"
            ),
            Self::OtherUserType { wanted } => tracing::error!(
                target: TARGET,
                wanted,
                "the handler asks for another user type than its router's; give both the same"
            ),
            Self::ViewIsGuarded { path } => tracing::error!(
                target: TARGET,
                path,
                "a view refuses the people who are sent to it; mark its handler `#[public]`, or set another view"
            ),
            Self::RefreshViewIsForGuests { path, view } => tracing::error!(
                target: TARGET,
                path,
                view,
                "a log-in has to be confirmed for this page, and the view for that is for guests only; set another \
                 `refresh_view`"
            ),
            Self::LoaderAsksWhoIsThere => tracing::error!(
                target: TARGET,
                "a loader asks who is there, which it is to tell; take `CurrentUser`, `Login` and the like out of its \
                 arguments"
            ),
            Self::NoPeerAddress => tracing::error!(
                target: TARGET,
                "the fingerprint asks for an address, and the request has none; serve the router by \
                 `into_make_service_with_connect_info::<SocketAddr>()`"
            ),
            Self::ListenerPanicked { event } => {
                tracing::error!(target: TARGET, ?event, "a listener panicked; what it was told of stands");
            }
            Self::LoginFailed { error } => {
                tracing::error!(target: TARGET, %error, "a log-in could not be begun or changed");
            }
        }
    }
}
