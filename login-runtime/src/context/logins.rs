//! The list of a user's log-ins, which the ledger keeps.

use super::recording::Account;
use super::{Caller, LoginContext, LoginError, Person};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::events::LoginEvent;
use crate::ledger::LoginRecord;
use crate::manager::{LoginManager, Settings};
use crate::user::{UserId, UserMixin};

impl<U: UserMixin> LoginContext<U> {
    /// The handle of the log-in at hand, as the ledger knows it: a new id is told to it with the response.
    pub(crate) fn handle(&self) -> Option<LoginHandle> {
        let (person, _) = self.present();
        let login = person.as_deref().and_then(Person::ticket)?.login;
        Some(LoginHandle::of(self.state().change.rotated_from.unwrap_or(login).0))
    }

    pub(crate) async fn logins(&self) -> Result<Vec<LoginRecord>, LoginError> {
        let (account, _) = self.account()?;
        list(&account, self.settings().now()).await
    }

    pub(crate) async fn end_login(&self, handle: LoginHandle, caller: &Caller) -> Result<bool, LoginError> {
        let (account, current) = self.account()?;
        if handle == current {
            return self.log_out(caller).await;
        }
        let has_ended = account.ledger.end(account.owner(), handle).await?;
        if has_ended && let (Some(person), _) = self.present() {
            let event = LoginEvent::LoginEnded { user: &person.user, handle };
            self.bound().tell(event, || caller.client().clone());
        }
        Ok(has_ended)
    }

    pub(crate) async fn log_out_elsewhere(&self, caller: &Caller) -> Result<u64, LoginError> {
        let (account, current) = self.account()?;
        let ended = account.ledger.end_all(account.owner(), Some(current)).await?;
        if let (Some(person), _) = self.present() {
            let event = LoginEvent::LoggedOutElsewhere { user: &person.user };
            self.bound().tell(event, || caller.client().clone());
        }
        Ok(ended)
    }

    /// The log-ins of whoever is there, and the one at hand.
    fn account(&self) -> Result<(Account<'_>, LoginHandle), LoginError> {
        let current = self.handle().ok_or(LoginError::NotLoggedIn)?;
        let (person, _) = self.present();
        let person = person.ok_or(LoginError::NotLoggedIn)?;
        Ok((account(self.settings(), person.user.get_id())?, current))
    }
}

impl LoginManager {
    /// Returns the log-ins of a user that live, latest seen first: what [`Login::logins`](crate::Login::logins) returns, for code without
    /// a request and for an admin's page about somebody else.
    ///
    /// # Errors
    ///
    /// [`LoginError::NoLedger`] when the manager has none, [`LoginError::UserType`] when it serves users of another type than `U`, and
    /// [`LoginError::Ledger`] when the ledger fails.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, MemoryLedger, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    /// assert!(manager.logins::<User>(&7).await?.is_empty());
    /// # Ok(()) }
    /// ```
    pub async fn logins<U: UserMixin>(&self, user_id: &U::Id) -> Result<Vec<LoginRecord>, LoginError> {
        let settings = self.settings_for::<U>()?;
        list(&account(settings, user_id)?, settings.now()).await
    }

    /// Ends one log-in of a user; says whether there was one of this handle. What [`Login::end_login`](crate::Login::end_login) does, for
    /// code without a request and for an admin's page about somebody else. Listeners are not told, as nobody is loaded.
    ///
    /// # Errors
    ///
    /// Those of [`logins`](LoginManager::logins).
    ///
    /// ```
    /// # use login_runtime::{Key, LoginHandle, LoginManager, MemoryLedger, UserMixin, user_loader};
    /// # #[derive(Clone, UserMixin)] struct User { id: i64 }
    /// # #[user_loader] fn load_user(id: i64) -> Option<User> { None }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    /// assert!(!manager.end_login::<User>(&7, LoginHandle::from_bytes([0; 16])).await?);
    /// # Ok(()) }
    /// ```
    pub async fn end_login<U: UserMixin>(
        &self,
        user_id: &U::Id,
        handle: LoginHandle,
    ) -> Result<bool, LoginError> {
        let account = account(self.settings_for::<U>()?, user_id)?;
        Ok(account.ledger.end(account.owner(), handle).await?)
    }

    /// Has the ledger forget the log-ins that expired, and says how many: for a job every hour or day. A
    /// [`MemoryLedger`](crate::MemoryLedger) does so by itself.
    ///
    /// # Errors
    ///
    /// [`LoginError::NoLedger`] when the manager has none, and [`LoginError::Ledger`] when it fails.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, MemoryLedger};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    /// assert_eq!(manager.prune_ledger().await?, 0);
    /// # Ok(()) }
    /// ```
    pub async fn prune_ledger(&self) -> Result<u64, LoginError> {
        let ledger = self.0.ledger.as_deref().ok_or(LoginError::NoLedger)?;
        Ok(ledger.prune(self.0.now()).await?)
    }
}

fn account<'s, I: UserId>(settings: &'s Settings, user_id: &I) -> Result<Account<'s>, LoginError> {
    Account::of(settings, user_id).ok_or(LoginError::NoLedger)
}

/// The log-ins that live, latest seen first.
async fn list(account: &Account<'_>, now: Timestamp) -> Result<Vec<LoginRecord>, LoginError> {
    let mut all = account.ledger.list(account.owner()).await?;
    all.retain(|record| record.expires_at > now);
    all.sort_by_key(|record| (std::cmp::Reverse(record.seen_at), record.handle));
    Ok(all)
}
