//! What is asked of a ledger.

use std::future::Future;

use super::{LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// Remembers the log-ins that live. Given to a manager by [`ledger`](crate::LoginManagerBuilder::ledger); without one the server
/// remembers only which log-ins ended before their time.
///
/// A log-in is known by its owner and its handle. The owner is the user's id as a ticket holds it, 2 to 129 bytes, to be compared
/// and never shown. What a call says happened has happened for every call that begins after its answer, on any machine.
///
/// Expiry is checked by whoever asks: an expired record may be kept, listed and answered with, until [`prune`](Ledger::prune) or the
/// ledger's own sweep forgets it.
///
/// [`MemoryLedger`](crate::MemoryLedger) is one for a single process. `testing::ledger_contract!` (feature `testing`) tests
/// another.
///
/// # Errors
///
/// Any error of the backend, from each of the calls. Then it is not known what happened, and the request is answered with a 503.
///
/// ```
/// use login_runtime::{Ledger, LedgerError, LoginHandle, LoginRecord, Timestamp};
///
/// /// Writes down who logs in, and leaves the rest to another ledger.
/// struct Audited<L>(L);
///
/// impl<L: Ledger> Ledger for Audited<L> {
///     async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
///         println!("{} by {:?}", record.handle, record.client);
///         self.0.create(owner, record).await
///     }
///     async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
///         self.0.expiry(owner, handle).await
///     }
///     async fn touch(&self, owner: &[u8], handle: LoginHandle, seen_at: Timestamp, expires_at: Timestamp) -> Result<bool, LedgerError> {
///         self.0.touch(owner, handle, seen_at, expires_at).await
///     }
///     async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
///         self.0.replace(owner, old, new).await
///     }
///     async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
///         self.0.end(owner, handle).await
///     }
///     async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
///         self.0.end_all(owner, except).await
///     }
///     async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
///         self.0.list(owner).await
///     }
///     async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
///         self.0.prune(now).await
///     }
/// }
/// ```
pub trait Ledger: Send + Sync + 'static {
    /// Writes a log-in down; `false`, and nothing is written, where the owner has one of this handle. It may end others of the owner's
    /// to make room.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// assert!(ledger.create(ada, record(1)).await?);
    /// assert!(!ledger.create(ada, record(1)).await?); // its handle is taken
    /// # Ok(()) }
    /// ```
    fn create(
        &self,
        owner: &[u8],
        record: LoginRecord,
    ) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Returns when a log-in expires; `None` where there is none: it ended, or never was.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// assert_eq!(ledger.expiry(ada, record(1).handle).await?, Some(record(1).expires_at));
    /// assert_eq!(ledger.expiry(b"somebody else", record(1).handle).await?, None);
    /// # Ok(()) }
    /// ```
    fn expiry(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> impl Future<Output = Result<Option<Timestamp>, LedgerError>> + Send;

    /// Answers [`expiry`](Ledger::expiry) without waiting, where that needs no input or output; `None`: it may wait. Guarded requests
    /// then need no future for it.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// let expiry = ledger.expiry_at_once(ada, record(1).handle).expect("memory waits for nothing");
    /// assert_eq!(expiry?, Some(record(1).expires_at));
    /// # Ok(()) }
    /// ```
    fn expiry_at_once(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> Option<Result<Option<Timestamp>, LedgerError>> {
        let _ = (owner, handle);
        None
    }

    /// Notes when a log-in was seen and when it expires, of each the later of the old and the new; `false` where there is none, which
    /// must not come back by it.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// let [seen, expires] = [30, 90].map(Timestamp::from_unix_seconds);
    /// assert!(ledger.touch(ada, record(1).handle, seen, expires).await?);
    /// assert_eq!(ledger.list(ada).await?[0].seen_at, seen);
    /// # Ok(()) }
    /// ```
    fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Puts a log-in in another one's place, in one step: of several calls that replace one log-in a single one is answered `true`, and
    /// none after it ended. `false`, and nothing is written, where the old one is not there or the new one is.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// assert!(ledger.replace(ada, record(1).handle, record(2)).await?);
    /// assert!(!ledger.replace(ada, record(1).handle, record(3)).await?); // it is gone
    /// # Ok(()) }
    /// ```
    fn replace(
        &self,
        owner: &[u8],
        old: LoginHandle,
        new: LoginRecord,
    ) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Ends a log-in; says whether it was there.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// assert!(ledger.end(ada, record(1).handle).await?);
    /// assert!(!ledger.end(ada, record(1).handle).await?);
    /// # Ok(()) }
    /// ```
    fn end(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> impl Future<Output = Result<bool, LedgerError>> + Send;

    /// Ends every log-in of an owner, but for one; says how many.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// for number in 1..=3 {
    ///     ledger.create(ada, record(number)).await?;
    /// }
    /// assert_eq!(ledger.end_all(ada, Some(record(3).handle)).await?, 2);
    /// assert_eq!(ledger.list(ada).await?, [record(3)]);
    /// # Ok(()) }
    /// ```
    fn end_all(
        &self,
        owner: &[u8],
        except: Option<LoginHandle>,
    ) -> impl Future<Output = Result<u64, LedgerError>> + Send;

    /// Returns the log-ins of an owner, in any order.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// assert_eq!(ledger.list(ada).await?, [record(1)]);
    /// # Ok(()) }
    /// ```
    fn list(&self, owner: &[u8]) -> impl Future<Output = Result<Vec<LoginRecord>, LedgerError>> + Send;

    /// Forgets what expired at `now` or before; says how many.
    ///
    /// ```
    /// # use login_runtime::{ClientInfo, Ledger, LedgerError, LoginHandle, LoginRecord, MemoryLedger, Timestamp};
    /// # fn record(number: u8) -> LoginRecord {
    /// #     let [created_at, seen_at, expires_at] = [0, 1, 60].map(Timestamp::from_unix_seconds);
    /// #     let handle = LoginHandle::from_bytes([number; 16]);
    /// #     LoginRecord { handle, client: ClientInfo::default(), created_at, seen_at, expires_at }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), LedgerError> {
    /// # let ledger = MemoryLedger::new();
    /// # let ada = b"the bytes of Ada's id";
    /// ledger.create(ada, record(1)).await?;
    /// assert_eq!(ledger.prune(Timestamp::from_unix_seconds(59)).await?, 0);
    /// assert_eq!(ledger.prune(Timestamp::from_unix_seconds(60)).await?, 1);
    /// # Ok(()) }
    /// ```
    fn prune(&self, now: Timestamp) -> impl Future<Output = Result<u64, LedgerError>> + Send;
}
