//! The ledger in SQLite does what every ledger must, on a real file and from many connections at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use login_runtime::routing::get;
use login_runtime::testing::{TestClient, assert_guest, assert_logged_in_as, ledger_contract};
use login_runtime::{
    ClientInfo, CurrentUser, Key, Ledger, LoginHandle, LoginManager, LoginRecord, ManualClock, Router,
    SqliteLedger, Timestamp, UserMixin, public, user_loader,
};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use tokio::task::JoinSet;

/// Opens a database.
async fn open(file: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal);
    SqlitePoolOptions::new().max_connections(8).connect_with(options).await.expect("a database")
}

/// A file of a test's own, which is not there.
fn file() -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("ledger-{}.db", COUNT.fetch_add(1, Ordering::Relaxed));
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for end in ["", "-wal", "-shm"] {
        let mut left = file.clone().into_os_string();
        left.push(end);
        // Of an earlier run.
        let _ = std::fs::remove_file(left);
    }
    file
}

async fn ledger() -> SqliteLedger {
    SqliteLedger::new(open(&file()).await).await.expect("a table")
}

ledger_contract!(ledger);

fn record(number: u8) -> LoginRecord {
    LoginRecord {
        handle: LoginHandle::from_bytes([number; 16]),
        client: ClientInfo::default(),
        created_at: Timestamp::from_unix_seconds(0),
        seen_at: Timestamp::from_unix_seconds(0),
        expires_at: Timestamp::MAX,
    }
}

#[derive(Clone, Debug, UserMixin)]
struct User {
    id: i64,
}

#[user_loader]
fn load_user(id: i64) -> Option<User> {
    (id == 1).then_some(User { id })
}

const ADA: User = User { id: 1 };

#[public]
async fn who(user: Option<CurrentUser<User>>) -> String {
    user.map_or_else(|| "guest".to_owned(), |user| user.id.to_string())
}

const KEY: &[u8] = b"the same in every process of the app";

/// One process of an application.
fn process(ledger: SqliteLedger, clock: &ManualClock) -> (axum::Router, LoginManager) {
    let key = Key::try_from(KEY).expect("a good key");
    let manager = LoginManager::new(key).clock(clock.clone()).ledger(ledger).build().expect("good settings");
    (Router::<User>::new().route("/", get(who)).with_login(manager.clone(), ()), manager)
}

#[tokio::test]
async fn people_stay_logged_in_across_a_restart_until_they_log_out_anywhere() {
    let (file, clock) = (file(), ManualClock::default());
    let before = SqliteLedger::new(open(&file).await).await.expect("a table");
    let (app, manager) = process(before, &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA).remembered();
    assert_logged_in_as!(client.get("/").await, ADA);

    // The table is there already, and the database is opened anew.
    let after = SqliteLedger::new(open(&file).await).await.expect("a table");
    let (app, other) = process(after, &clock);
    let mut copy = TestClient::new(&app, &other);
    copy.set_cookie("__Host-session", client.cookie("__Host-session").expect("a log-in"));
    assert_logged_in_as!(copy.get("/").await, ADA);
    manager.logout_everywhere::<User>(&1).await.expect("a log-out");
    assert_guest!(copy.get("/").await);
}

#[tokio::test]
async fn a_database_that_fails_is_a_503_and_comes_back() {
    let (pool, clock) = (open(&file()).await, ManualClock::default());
    let (app, manager) = process(SqliteLedger::new(pool.clone()).await.expect("a table"), &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    assert_logged_in_as!(client.get("/").await, ADA);
    sqlx::query("ALTER TABLE login_ledger RENAME TO elsewhere").execute(&pool).await.expect("a table");
    assert_eq!(client.get("/").await.status(), 503);
    sqlx::query("ALTER TABLE elsewhere RENAME TO login_ledger").execute(&pool).await.expect("a table");
    assert_logged_in_as!(client.get("/").await, ADA);
}

#[tokio::test]
async fn a_job_forgets_what_expired() {
    let clock = ManualClock::default();
    let (app, manager) = process(ledger().await, &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    client.get("/").await;
    assert_eq!(manager.prune_ledger().await.expect("a count"), 0);
    clock.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(manager.prune_ledger().await.expect("a count"), 1);
}

#[tokio::test]
async fn the_log_in_seen_longest_ago_makes_room() {
    let ledger = ledger().await.logins_per_user(3);
    for number in 0..=9 {
        let seen_at = Timestamp::from_unix_seconds((number / 2).into());
        for owner in [b"ada", b"bob"] {
            let record = LoginRecord { seen_at, ..record(number) };
            assert!(ledger.create(owner, record).await.expect("an answer"));
        }
        let latest = LoginHandle::from_bytes([number; 16]);
        assert!(ledger.expiry(b"ada", latest).await.expect("an answer").is_some(), "the new one stays");
    }
    let left = ledger.list(b"ada").await.expect("a list");
    assert!(
        left.len() == 3 && left.iter().all(|record| record.seen_at >= Timestamp::from_unix_seconds(3)),
        "{left:?}"
    );
    assert_eq!(ledger.list(b"bob").await.expect("a list").len(), 3);
}

/// Whoever reads the table finds nothing that stands in a ticket.
#[tokio::test]
async fn nothing_in_the_table_lets_anybody_in() {
    let (pool, clock) = (open(&file()).await, ManualClock::default());
    let (app, manager) = process(SqliteLedger::new(pool.clone()).await.expect("a table"), &clock);
    let mut client = TestClient::new(&app, &manager);
    client.acting_as(&ADA);
    client.get("/").await;
    let handle: Vec<u8> =
        sqlx::query_scalar("SELECT handle FROM login_ledger").fetch_one(&pool).await.expect("a row");
    let ticket = URL_SAFE_NO_PAD.decode(client.cookie("__Host-session").expect("a log-in")).expect("base64");
    assert!(handle.windows(4).all(|part| ticket.windows(4).all(|window| window != part)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_connections_that_replace_one_log_in_a_single_one_wins() {
    let ledger = ledger().await;
    assert!(ledger.create(b"ada", record(0)).await.expect("an answer"));
    let mut all = JoinSet::new();
    for number in 1..=32 {
        let (ledger, new) = (ledger.clone(), record(number));
        all.spawn(async move { ledger.replace(b"ada", LoginHandle::from_bytes([0; 16]), new).await });
    }
    let answers = all.join_all().await.into_iter().map(|answer| answer.expect("an answer"));
    assert_eq!(answers.filter(|has_won| *has_won).count(), 1);
    assert_eq!(ledger.list(b"ada").await.expect("a list").len(), 1);
}
