//! What happened, for the application's own listeners.

use std::fmt::{self, Debug};

use super::Event;
use crate::crypto::LoginHandle;
use crate::user::UserMixin;

/// Something that happened to a log-in, with what there is to know of it. Handed to the listeners of
/// [`on_event`](crate::LoginManagerBuilder::on_event).
///
/// | event | in Flask-Login |
/// |---|---|
/// | `Accessed` | `user_accessed` |
/// | `LoggedIn` | `user_logged_in` |
/// | `LoggedOut` | `user_logged_out` |
/// | `LoggedOutEverywhere` | none |
/// | `LoggedOutElsewhere` | none |
/// | `LoginEnded` | none |
/// | `Confirmed` | `user_login_confirmed` |
/// | `LoadedFromCookie` | `user_loaded_from_cookie` |
/// | `LoadedFromRequest` | `user_loaded_from_request` |
/// | `SessionProtected` | `session_protected` |
/// | `Unauthorized` | `user_unauthorized` |
/// | `NeedsRefresh` | `user_needs_refresh` |
/// | `Denied` | none |
///
/// ```
/// # use login_runtime::{UserMixin, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64, name: String }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
/// use login_runtime::LoginEvent;
///
/// fn audit(event: &LoginEvent<'_, User>) -> Option<String> {
///     match event {
///         LoginEvent::LoggedIn { user, .. } => Some(format!("{} is in", user.name)),
///         LoginEvent::LoggedOut { user: Some(user) } => Some(format!("{} is out", user.name)),
///         _ => None,
///     }
/// }
///
/// let user = User { id: 1, name: "Ada".to_owned() };
/// assert_eq!(audit(&LoginEvent::LoggedOut { user: Some(&user) }).as_deref(), Some("Ada is out"));
/// ```
#[non_exhaustive]
pub enum LoginEvent<'a, U: UserMixin> {
    /// Somebody asks who is there, a guard or a log-out say: at most once a request, and before they are told.
    Accessed,
    /// Somebody logged in, and the response that says so goes out.
    LoggedIn {
        /// Who.
        user: &'a U,
        /// Whether the browser remembers it beyond its closing.
        remembered: bool,
    },
    /// The log-in of a browser ended because it asked for that.
    LoggedOut {
        /// Whose; `None` where nobody was logged in.
        user: Option<&'a U>,
    },
    /// Every log-in of a user ended.
    LoggedOutEverywhere {
        /// Whose.
        user: &'a U,
    },
    /// Every log-in of a user ended but the one at hand.
    LoggedOutElsewhere {
        /// Whose.
        user: &'a U,
    },
    /// A user ended one of their log-ins by the list of them.
    LoginEnded {
        /// Whose.
        user: &'a U,
        /// Which.
        handle: LoginHandle,
    },
    /// Somebody proved once more who they are, and the response that says so goes out.
    Confirmed {
        /// Who.
        user: &'a U,
    },
    /// A session was made anew from the remember cookie.
    LoadedFromCookie {
        /// Whose.
        user: &'a U,
    },
    /// The request itself told who is there, by the `#[request_loader]`.
    LoadedFromRequest {
        /// Who.
        user: &'a U,
    },
    /// A ticket came from another client than the one that logged in; see
    /// [`SessionProtection`](crate::SessionProtection). The user is not loaded yet.
    SessionProtected {
        /// Whose ticket it is.
        user_id: &'a U::Id,
    },
    /// A guest was refused.
    Unauthorized {
        /// The path asked for.
        path: &'a str,
    },
    /// Somebody was refused because their log-in is not fresh.
    NeedsRefresh {
        /// Who; `None` for a guest.
        user: Option<&'a U>,
        /// The path asked for.
        path: &'a str,
    },
    /// Somebody was refused who may not.
    Denied {
        /// Who; `None` for a guest.
        user: Option<&'a U>,
        /// The path asked for.
        path: &'a str,
    },
}

impl<'a, U: UserMixin> LoginEvent<'a, U> {
    /// The line in the log; `None` for what happens too often to be written down, or is written with more to it.
    pub(crate) fn for_the_log(self) -> Option<Event<'a>> {
        Some(match self {
            Self::Accessed
            | Self::LoggedOut { user: None }
            | Self::SessionProtected { .. }
            | Self::LoadedFromRequest { .. } => return None,
            Self::LoggedIn { user, remembered } => Event::LoggedIn { user: user.get_id(), remembered },
            Self::LoggedOut { user: Some(user) } => Event::LoggedOut { user: user.get_id() },
            Self::LoggedOutEverywhere { user } => Event::LoggedOutEverywhere { user: user.get_id() },
            Self::LoggedOutElsewhere { user } => Event::LoggedOutElsewhere { user: user.get_id() },
            Self::LoginEnded { user, handle } => Event::EndedByHandle { user: user.get_id(), handle },
            Self::Confirmed { user } => Event::LoginConfirmed { user: user.get_id() },
            Self::LoadedFromCookie { user } => Event::Restored { user: user.get_id() },
            Self::Unauthorized { path } => Event::Unauthorized { path },
            Self::NeedsRefresh { user, path } => Event::NeedsRefresh { user: id_of(user), path },
            Self::Denied { user, path } => Event::Denied { user: id_of(user), path },
        })
    }
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "a derive would ask the user type for it")]
impl<U: UserMixin> Clone for LoginEvent<'_, U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U: UserMixin> Copy for LoginEvent<'_, U> {}

/// Prints ids only, as [`CurrentUser`](crate::CurrentUser) does.
impl<U: UserMixin> Debug for LoginEvent<'_, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, user, path) = match *self {
            Self::Accessed => ("Accessed", None, None),
            Self::LoggedIn { user, .. } => ("LoggedIn", Some(user.get_id()), None),
            Self::LoggedOut { user } => ("LoggedOut", user.map(U::get_id), None),
            Self::LoggedOutEverywhere { user } => ("LoggedOutEverywhere", Some(user.get_id()), None),
            Self::LoggedOutElsewhere { user } => ("LoggedOutElsewhere", Some(user.get_id()), None),
            Self::LoginEnded { user, .. } => ("LoginEnded", Some(user.get_id()), None),
            Self::Confirmed { user } => ("Confirmed", Some(user.get_id()), None),
            Self::LoadedFromCookie { user } => ("LoadedFromCookie", Some(user.get_id()), None),
            Self::LoadedFromRequest { user } => ("LoadedFromRequest", Some(user.get_id()), None),
            Self::SessionProtected { user_id } => ("SessionProtected", Some(user_id), None),
            Self::Unauthorized { path } => ("Unauthorized", None, Some(path)),
            Self::NeedsRefresh { user, path } => ("NeedsRefresh", user.map(U::get_id), Some(path)),
            Self::Denied { user, path } => ("Denied", user.map(U::get_id), Some(path)),
        };
        let mut event = f.debug_struct(name);
        if let Some(user) = user {
            event.field("user", user);
        }
        if let Self::LoggedIn { remembered, .. } = self {
            event.field("remembered", remembered);
        }
        if let Self::LoginEnded { handle, .. } = self {
            event.field("handle", handle);
        }
        if let Some(path) = path {
            event.field("path", &path);
        }
        event.finish()
    }
}

fn id_of<U: UserMixin>(user: Option<&U>) -> Option<&dyn Debug> {
    user.map(|user| user.get_id() as &dyn Debug)
}
