//! A ledger in Postgres.

use std::fmt::{self, Debug};

use sqlx::postgres::{PgPool, Postgres};
use sqlx::{PgTransaction, Transaction};

use super::columns::{Columns, address, record, seconds, timestamp};
use super::{LOGINS_PER_USER, Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// Keeps our advisory locks apart from the application's: "login" in ASCII.
const LOCKS: i64 = 0x6c_6f67_696e;

/// Remembers log-ins in a table of the application's Postgres database: people stay logged in across a restart, and all machines that
/// use the database agree. Behind the feature `postgres`; needs Postgres 11.
///
/// Each call is one statement, and a log-in a transaction, which keeps the user's others at
/// [`logins_per_user`](PostgresLedger::logins_per_user). Expired log-ins stay until
/// [`LoginManager::prune_ledger`](crate::LoginManager::prune_ledger) is called, by a job once an hour or day, on one machine or on each.
///
/// The pool leads to the primary: a replica learns of a log-out later than its answer is given. What a fail-over loses is lost here as
/// well: a log-in has to be done again, and a log-out has not happened.
///
/// ```no_run
/// use login_runtime::{Key, LoginManager, PostgresLedger};
/// use sqlx::PgPool;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let pool = PgPool::connect("postgres://app@db.internal/app").await?;
/// let manager = LoginManager::new(Key::from_env("LOGIN_KEY")?).ledger(PostgresLedger::new(pool).await?).build()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct PostgresLedger {
    pool: PgPool,
    logins_per_user: usize,
}

impl PostgresLedger {
    /// What [`new`](PostgresLedger::new) makes, for whoever makes tables by migrations of their own: the table `login_ledger` and an
    /// index of it, where they are not there.
    pub const SCHEMA: &str = "\
        CREATE TABLE IF NOT EXISTS login_ledger (\n    \
            owner BYTEA NOT NULL,\n    \
            handle BYTEA NOT NULL,\n    \
            address TEXT,\n    \
            user_agent TEXT,\n    \
            created_at BIGINT NOT NULL,\n    \
            seen_at BIGINT NOT NULL,\n    \
            expires_at BIGINT NOT NULL,\n    \
            CONSTRAINT login_ledger_pkey PRIMARY KEY (owner, handle)\n\
        );\n\
        CREATE INDEX IF NOT EXISTS login_ledger_by_expiry ON login_ledger (expires_at);\n";

    /// Makes the table where it is not there, and a ledger of it. It takes connections of the pool like any other query. Any number of
    /// processes may start at once. Where the table is there, the role needs no right to make one.
    ///
    /// # Errors
    ///
    /// The database's.
    ///
    /// ```no_run
    /// # use login_runtime::PostgresLedger;
    /// # use sqlx::PgPool;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pool = PgPool::connect("postgres://app@db.internal/app").await?;
    /// let ledger = PostgresLedger::new(pool.clone()).await?;
    /// sqlx::query("SELECT owner, handle FROM login_ledger").fetch_all(&pool).await?;
    /// # Ok(()) }
    /// ```
    pub async fn new(pool: PgPool) -> Result<Self, sqlx::Error> {
        // `IF NOT EXISTS` asks for the right to make a table first, which a role that serves requests need not have.
        let exists = sqlx::query_scalar("SELECT to_regclass('login_ledger') IS NOT NULL");
        if !exists.fetch_one(&pool).await? {
            // Of two that make one table at once, one fails in spite of `IF NOT EXISTS`.
            let mut transaction = alone(&pool, b"login_ledger").await?;
            sqlx::raw_sql(Self::SCHEMA).execute(&mut *transaction).await?;
            transaction.commit().await?;
        }
        Ok(Self { pool, logins_per_user: LOGINS_PER_USER })
    }

    /// Keeps at most so many log-ins of one user, at least 1. For one more, that ends which was seen longest ago: with 1, everybody is
    /// logged in at one place, whichever machine they ask. Default: 100, so that nobody fills the table by logging in again and again.
    ///
    /// ```no_run
    /// # use login_runtime::PostgresLedger;
    /// # use sqlx::PgPool;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pool = PgPool::connect("postgres://app@db.internal/app").await?;
    /// let ledger = PostgresLedger::new(pool).await?.logins_per_user(5);
    /// # Ok(()) }
    /// ```
    #[must_use = "the ledger is returned with its limit"]
    pub fn logins_per_user(self, limit: usize) -> Self {
        Self { logins_per_user: limit.max(1), ..self }
    }

    /// Ends the log-ins of an owner that are too many, but never the one that came last.
    async fn make_room(
        &self,
        owner: &[u8],
        latest: LoginHandle,
        transaction: &mut PgTransaction<'_>,
    ) -> Result<(), sqlx::Error> {
        let delete = sqlx::query(
            "DELETE FROM login_ledger WHERE owner = $1 AND handle IN (SELECT handle FROM login_ledger \
             WHERE owner = $1 AND handle <> $2 ORDER BY seen_at DESC OFFSET $3)",
        );
        let others = i64::try_from(self.logins_per_user - 1).unwrap_or(i64::MAX);
        let delete = delete.bind(owner).bind(&latest.as_bytes()[..]).bind(others);
        delete.execute(&mut **transaction).await.map(drop)
    }
}

impl Ledger for PostgresLedger {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        // One at a time for each owner, or two log-ins at once might each make room by ending the other.
        let mut transaction = alone(&self.pool, owner).await?;
        let insert = sqlx::query(
            "INSERT INTO login_ledger (owner, handle, address, user_agent, created_at, seen_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        );
        let insert = insert
            .bind(owner)
            .bind(&record.handle.as_bytes()[..])
            .bind(address(&record))
            .bind(record.client.user_agent())
            .bind(seconds(record.created_at))
            .bind(seconds(record.seen_at))
            .bind(seconds(record.expires_at));
        let is_new = insert.execute(&mut *transaction).await?.rows_affected() == 1;
        if is_new {
            self.make_room(owner, record.handle, &mut transaction).await?;
        }
        transaction.commit().await?;
        Ok(is_new)
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        let select =
            sqlx::query_scalar("SELECT expires_at FROM login_ledger WHERE owner = $1 AND handle = $2");
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
            "UPDATE login_ledger SET seen_at = greatest(seen_at, $3), expires_at = greatest(expires_at, $4) \
             WHERE owner = $1 AND handle = $2",
        );
        let update =
            update.bind(owner).bind(&handle.as_bytes()[..]).bind(seconds(seen_at)).bind(seconds(expires_at));
        Ok(update.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        if old == new.handle {
            return Ok(false);
        }
        // An update of the row that is there, and no new one: whoever waits for the row sees what became of it. So of two that
        // replace it the second finds another handle, and `end_all` ends the new one, which it would not see otherwise.
        let update = sqlx::query(
            "UPDATE login_ledger SET handle = $3, address = $4, user_agent = $5, created_at = $6, seen_at = $7, \
             expires_at = $8 WHERE owner = $1 AND handle = $2",
        );
        let update = update
            .bind(owner)
            .bind(&old.as_bytes()[..])
            .bind(&new.handle.as_bytes()[..])
            .bind(address(&new))
            .bind(new.client.user_agent())
            .bind(seconds(new.created_at))
            .bind(seconds(new.seen_at))
            .bind(seconds(new.expires_at));
        match update.execute(&self.pool).await {
            Ok(updated) => Ok(updated.rows_affected() == 1),
            Err(error) if is_taken(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        let delete = sqlx::query("DELETE FROM login_ledger WHERE owner = $1 AND handle = $2");
        let delete = delete.bind(owner).bind(&handle.as_bytes()[..]);
        Ok(delete.execute(&self.pool).await?.rows_affected() == 1)
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        // `IS DISTINCT FROM`, as nothing is unequal to NULL.
        let delete = sqlx::query("DELETE FROM login_ledger WHERE owner = $1 AND handle IS DISTINCT FROM $2");
        let delete = delete.bind(owner).bind(except.as_ref().map(|handle| &handle.as_bytes()[..]));
        Ok(delete.execute(&self.pool).await?.rows_affected())
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        let select = sqlx::query_as::<_, Columns>(
            "SELECT handle, address, user_agent, created_at, seen_at, expires_at FROM login_ledger WHERE owner = $1",
        );
        select.bind(owner).fetch_all(&self.pool).await?.into_iter().map(record).collect()
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        // It waits for no row, as jobs of several machines that wait for each other's rows would get in each other's way: whoever is
        // at a row ends it, or makes it live on.
        let delete = sqlx::query(
            "DELETE FROM login_ledger WHERE (owner, handle) IN (SELECT owner, handle FROM login_ledger \
             WHERE expires_at <= $1 FOR UPDATE SKIP LOCKED)",
        );
        Ok(delete.bind(seconds(now)).execute(&self.pool).await?.rows_affected())
    }
}

/// Begins a transaction that nobody else is in under this name, on any machine.
async fn alone(pool: &PgPool, name: &[u8]) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    // Any other level, which may be the database's default, would see what was there before the wait.
    let mut transaction = pool.begin_with("BEGIN ISOLATION LEVEL READ COMMITTED").await?;
    let lock = sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), $2))");
    lock.bind(name).bind(LOCKS).execute(&mut *transaction).await?;
    Ok(transaction)
}

/// Says whether a log-in of that handle is there: of all errors the only one that is an answer.
fn is_taken(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| error.is_unique_violation() && error.constraint() == Some("login_ledger_pkey"))
}

impl Debug for PostgresLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresLedger(..)")
    }
}
