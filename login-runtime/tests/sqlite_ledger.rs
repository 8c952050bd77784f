//! The ledger in SQLite does what every ledger must, on a real file and from many connections at once.

mod store_stories;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use login_runtime::SqliteLedger;
use login_runtime::testing::ledger_contract;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use store_stories::{Store, store_stories};

/// A file of a test's own.
struct File(PathBuf);

impl File {
    async fn open(&self) -> SqlitePool {
        let options = SqliteConnectOptions::new()
            .filename(&self.0)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        SqlitePoolOptions::new().max_connections(8).connect_with(options).await.expect("a database")
    }

    async fn rename_table(&self, rename: &'static str) {
        sqlx::query(rename).execute(&self.open().await).await.expect("a table");
    }
}

impl Store for File {
    type Ledger = SqliteLedger;

    async fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("ledger-{}.db", COUNT.fetch_add(1, Ordering::Relaxed));
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        for end in ["", "-wal", "-shm"] {
            let mut left = file.clone().into_os_string();
            left.push(end);
            // Of an earlier run.
            let _ = std::fs::remove_file(left);
        }
        Self(file)
    }

    async fn ledger(&self) -> SqliteLedger {
        SqliteLedger::new(self.open().await).await.expect("a table")
    }

    async fn fail(&self) {
        self.rename_table("ALTER TABLE login_ledger RENAME TO elsewhere").await;
    }

    async fn come_back(&self) {
        self.rename_table("ALTER TABLE elsewhere RENAME TO login_ledger").await;
    }

    async fn content(&self) -> Vec<u8> {
        let select = sqlx::query_scalar("SELECT handle FROM login_ledger");
        select.fetch_one(&self.open().await).await.expect("a row")
    }
}

async fn ledger() -> SqliteLedger {
    File::new().await.ledger().await
}

ledger_contract!(ledger);
store_stories!(File);
