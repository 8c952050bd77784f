//! A ledger in SQLite.

use std::fmt::{self, Debug};

use sqlx::sqlite::SqlitePool;

use super::columns::{Columns, address, record, seconds, timestamp};
use super::{LOGINS_PER_USER, Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// Remembers log-ins in a table of the application's SQLite database: people stay logged in across a restart, and several processes
/// on one machine agree. Behind the feature `sqlite`.
///
/// Each call is one statement, and a log-in one more, which keeps the user's others at
/// [`logins_per_user`](SqliteLedger::logins_per_user). Expired log-ins stay until
/// [`LoginManager::prune_ledger`](crate::LoginManager::prune_ledger) is called, by a job once an hour or day.
///
/// ```
/// use login_runtime::{Key, LoginManager, SqliteLedger};
/// use sqlx::SqlitePool;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let pool = SqlitePool::connect("sqlite::memory:").await?;
/// let manager = LoginManager::new(Key::generate()?).ledger(SqliteLedger::new(pool).await?).build()?;
/// assert_eq!(manager.prune_ledger().await?, 0);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct SqliteLedger {
    pool: SqlitePool,
    logins_per_user: usize,
}

impl SqliteLedger {
    /// What [`new`](SqliteLedger::new) makes, for whoever makes tables by migrations of their own: the table `login_ledger` and an index
    /// of it, where they are not there.
    pub const SCHEMA: &str = "\
        CREATE TABLE IF NOT EXISTS login_ledger (\n    \
            owner BLOB NOT NULL,\n    \
            handle BLOB NOT NULL,\n    \
            address TEXT,\n    \
            user_agent TEXT,\n    \
            created_at INTEGER NOT NULL,\n    \
            seen_at INTEGER NOT NULL,\n    \
            expires_at INTEGER NOT NULL,\n    \
            PRIMARY KEY (owner, handle)\n\
        ) STRICT, WITHOUT ROWID;\n\
        CREATE INDEX IF NOT EXISTS login_ledger_by_expiry ON login_ledger (expires_at);\n";

    /// Makes the table where it is not there, and a ledger of it. It takes connections of the pool like any other query.
    ///
    /// # Errors
    ///
    /// The database's.
    ///
    /// ```
    /// # use login_runtime::SqliteLedger;
    /// # use sqlx::SqlitePool;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pool = SqlitePool::connect("sqlite::memory:").await?;
    /// let ledger = SqliteLedger::new(pool.clone()).await?;
    /// let columns = sqlx::query("SELECT * FROM pragma_table_info('login_ledger')").fetch_all(&pool).await?;
    /// assert_eq!(columns.len(), 7);
    /// # Ok(()) }
    /// ```
    pub async fn new(pool: SqlitePool) -> Result<Self, sqlx::Error> {
        sqlx::raw_sql(Self::SCHEMA).execute(&pool).await?;
        Ok(Self { pool, logins_per_user: LOGINS_PER_USER })
    }

    /// Keeps at most so many log-ins of one user, at least 1. For one more, that ends which was seen longest ago. Default: 100, so
    /// that nobody fills the table by logging in again and again.
    ///
    /// ```
    /// # use login_runtime::SqliteLedger;
    /// # use sqlx::SqlitePool;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let ledger = SqliteLedger::new(SqlitePool::connect("sqlite::memory:").await?).await?.logins_per_user(5);
    /// # Ok(()) }
    /// ```
    #[must_use = "the ledger is returned with its limit"]
    pub fn logins_per_user(self, limit: usize) -> Self {
        Self { logins_per_user: limit.max(1), ..self }
    }

    /// Ends the log-ins of an owner that are too many, but never the one that came last.
    async fn make_room(&self, owner: &[u8], latest: LoginHandle) -> Result<(), sqlx::Error> {
        // `EXISTS`: of two log-ins at once one makes room by ending the other, which then ends nothing any more.
        let delete = sqlx::query(
            "DELETE FROM login_ledger WHERE owner = ?1 AND handle IN (SELECT handle FROM login_ledger \
             WHERE owner = ?1 AND handle <> ?2 ORDER BY seen_at DESC LIMIT -1 OFFSET ?3) \
             AND EXISTS (SELECT 1 FROM login_ledger WHERE owner = ?1 AND handle = ?2)",
        );
        let others = i64::try_from(self.logins_per_user - 1).unwrap_or(i64::MAX);
        delete.bind(owner).bind(&latest.as_bytes()[..]).bind(others).execute(&self.pool).await.map(drop)
    }
}

impl Ledger for SqliteLedger {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        let insert = sqlx::query(
            "INSERT INTO login_ledger (owner, handle, address, user_agent, created_at, seen_at, expires_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        );
        let insert = insert
            .bind(owner)
            .bind(&record.handle.as_bytes()[..])
            .bind(address(&record))
            .bind(record.client.user_agent())
            .bind(seconds(record.created_at))
            .bind(seconds(record.seen_at))
            .bind(seconds(record.expires_at));
        let is_new = insert.execute(&self.pool).await?.rows_affected() == 1;
        if is_new {
            self.make_room(owner, record.handle).await?;
        }
        Ok(is_new)
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        let select = sqlx::query_scalar("SELECT expires_at FROM login_ledger WHERE owner = ? AND handle = ?");
        let expiry: Option<i64> =
            select.bind(owner).bind(&handle.as_bytes()[..]).fetch_optional(&self.pool).await?;
        expiry.map(timestamp).transpose()
    }

    async fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, LedgerError> {
        let update = sqlx::query(
            "UPDATE login_ledger SET seen_at = max(seen_at, ?), expires_at = max(expires_at, ?) \
             WHERE owner = ? AND handle = ?",
        );
        let update =
            update.bind(seconds(seen_at)).bind(seconds(expires_at)).bind(owner).bind(&handle.as_bytes()[..]);
        Ok(update.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        if old == new.handle {
            return Ok(false);
        }
        // `OR IGNORE`: a handle that is taken changes nothing.
        let update = sqlx::query(
            "UPDATE OR IGNORE login_ledger SET handle = ?, address = ?, user_agent = ?, created_at = ?, seen_at = ?, \
             expires_at = ? WHERE owner = ? AND handle = ?",
        );
        let update = update
            .bind(&new.handle.as_bytes()[..])
            .bind(address(&new))
            .bind(new.client.user_agent())
            .bind(seconds(new.created_at))
            .bind(seconds(new.seen_at))
            .bind(seconds(new.expires_at))
            .bind(owner)
            .bind(&old.as_bytes()[..]);
        Ok(update.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        let delete = sqlx::query("DELETE FROM login_ledger WHERE owner = ? AND handle = ?");
        let delete = delete.bind(owner).bind(&handle.as_bytes()[..]);
        Ok(delete.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        // `IS NOT`, as nothing is unequal to NULL.
        let delete = sqlx::query("DELETE FROM login_ledger WHERE owner = ? AND handle IS NOT ?");
        let delete = delete.bind(owner).bind(except.as_ref().map(|handle| &handle.as_bytes()[..]));
        Ok(delete.execute(&self.pool).await?.rows_affected())
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        let select = sqlx::query_as::<_, Columns>(
            "SELECT handle, address, user_agent, created_at, seen_at, expires_at FROM login_ledger WHERE owner = ?",
        );
        select.bind(owner).fetch_all(&self.pool).await?.into_iter().map(record).collect()
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        let delete = sqlx::query("DELETE FROM login_ledger WHERE expires_at <= ?").bind(seconds(now));
        Ok(delete.execute(&self.pool).await?.rows_affected())
    }
}

impl Debug for SqliteLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SqliteLedger(..)")
    }
}
