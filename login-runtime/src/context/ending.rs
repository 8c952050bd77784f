//! Ending log-ins before their time.

use std::any::TypeId;

use super::LoginError;
use super::recording::Account;
use crate::clock::Timestamp;
use crate::events::Event;
use crate::manager::{LoginManager, Settings};
use crate::session::{Ending, UserKey};
use crate::ticket::{Lifespan, LoginId, LoginTicket};
use crate::user::{IdBuffer, UserId, UserMixin};

/// A log-in that is to end.
#[derive(Clone, Debug)]
pub(super) struct Superseded {
    pub(super) login: LoginId,
    /// The user's id as a ticket holds it. Most requests end nothing, so that it need not be at hand.
    pub(super) owner: Box<[u8]>,
    /// When its last ticket would have expired.
    pub(super) until: Timestamp,
}

impl Superseded {
    pub(super) fn of<I: UserId>(ticket: &LoginTicket<I>, until: Timestamp) -> Self {
        Self { login: ticket.login, owner: IdBuffer::of(&ticket.user_id).in_ticket().into(), until }
    }
}

/// The moment after which no ticket of this log-in is good any more, ended or not.
///
/// `remembered_until` is the end of its remember ticket, where that is known.
pub(super) fn last_expiry<I>(
    settings: &Settings,
    ticket: &LoginTicket<I>,
    remembered_until: Option<Timestamp>,
    now: Timestamp,
) -> Timestamp {
    let latest = if ticket.is_remembered { now.after(Settings::MAX_REMEMBER) } else { now };
    // A session restored in the last second of a remember ticket lives on for a whole absolute timeout.
    remembered_until.unwrap_or(latest).after(settings.absolute)
}

/// The end of the last remember ticket of a log-in of which one with this span came in: a copy of it may have been made anew
/// since, up to this moment.
pub(super) fn last_remembered(settings: &Settings, span: Lifespan, now: Timestamp) -> Timestamp {
    if settings.renews_remember { span.ends.max(now.after(span.length)) } else { span.ends }
}

/// The key of a user in the list of what ended; an error where the id fits no ticket.
pub(super) fn user_key<I: UserId>(settings: &Settings, user_id: &I) -> Result<UserKey, LoginError> {
    let user_id = IdBuffer::of(user_id);
    let user_id = user_id.as_bytes().ok_or(LoginError::UserId)?;
    Ok(settings.ended.key(user_id))
}

/// Ends every log-in of a user up to now: in the ledger, and as far as this process goes.
pub(super) async fn end_everywhere<I: UserId>(settings: &Settings, user_id: &I) -> Result<(), LoginError> {
    let now = settings.now();
    if let Some(account) = Account::of(settings, user_id) {
        account.ledger.end_all(account.owner(), None).await?;
    }
    if settings.ended.end_user(user_key(settings, user_id)?, now) == Ending::ListWasFull {
        Event::EndedListFull.emit();
    }
    Ok(())
}

impl LoginManager {
    /// Ends every log-in of a user: what [`Login::logout_everywhere`](crate::Login::logout_everywhere) does, for code without a
    /// request, such as a job or an admin's page about somebody else. Listeners are not told, as nobody is loaded.
    ///
    /// # Errors
    ///
    /// [`LoginError::UserId`] when the id is empty or longer than 128 bytes, [`LoginError::UserType`] when the manager serves users of
    /// another type than `U`, and [`LoginError::Ledger`] when the ledger fails; then nothing has ended.
    ///
    /// # Security
    ///
    /// As there: without a [`Ledger`](crate::Ledger) this process alone remembers it. Change a field marked `#[user(session_stamp)]` as
    /// well.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).build()?;
    /// manager.logout_everywhere::<User>(&7).await?;
    /// # Ok(()) }
    /// ```
    pub async fn logout_everywhere<U: UserMixin>(&self, user_id: &U::Id) -> Result<(), LoginError> {
        end_everywhere(self.settings_for::<U>()?, user_id).await
    }

    /// The settings, for users of the type that they are for.
    pub(super) fn settings_for<U: UserMixin>(&self) -> Result<&Settings, LoginError> {
        match self.0.user_type.get() {
            Some(user_type) if *user_type != TypeId::of::<U>() => Err(LoginError::UserType),
            _ => Ok(&self.0),
        }
    }
}

/// Ends a log-in, and the one as which it goes on by now: the browser that asks for it may not have got the new cookie yet.
pub(super) fn end_with_successors(settings: &Settings, ended: &Superseded, now: Timestamp) {
    let mut next = Some(ended.login);
    while let Some(login) = next {
        end(settings, &Superseded { login, ..ended.clone() }, now);
        // Only now, as it may go on until it has ended.
        next = settings.ended.successor(login, now);
    }
}

/// Ends a log-in for good, as far as this process goes.
pub(super) fn end(settings: &Settings, ended: &Superseded, now: Timestamp) {
    rotate(settings, ended, None, now);
}

/// Ends a log-in that goes on as its successor.
pub(super) fn rotate(
    settings: &Settings,
    ended: &Superseded,
    successor: Option<LoginId>,
    now: Timestamp,
) -> Ending {
    let user = settings.ended.key(&ended.owner);
    let ending = settings.ended.end(ended.login, successor, user, ended.until, now);
    if ending == Ending::ListWasFull {
        Event::EndedListFull.emit();
    }
    ending
}
