//! The ledger in Postgres does what every ledger must, for machines with connections of their own.

mod line;
#[path = "../../login-runtime/tests/store_stories/mod.rs"]
mod store_stories;

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use line::line_to;
use login_runtime::testing::ledger_contract;
use login_runtime::{Ledger as _, PostgresLedger, Timestamp};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use store_stories::{Store, handle, record, store_stories};
use tokio::task::JoinSet;

/// A schema of a test's own.
struct Schema {
    options: PgConnectOptions,
}

impl Schema {
    fn pool(&self) -> PgPool {
        PgPoolOptions::new().max_connections(8).connect_lazy_with(self.options.clone())
    }

    async fn execute(&self, sql: &'static str) {
        sqlx::raw_sql(sql).execute(&self.pool()).await.expect("an answer");
    }

    /// Until so many connections wait for somebody else to be done.
    async fn until_somebody_waits(&self, many: i64) {
        let select = "SELECT count(*) FROM pg_stat_activity \
                      WHERE wait_event_type = 'Lock' AND application_name = current_schema()";
        let pool = self.pool();
        for _ in 0..100_000 {
            if sqlx::query_scalar::<_, i64>(select).fetch_one(&pool).await.expect("a count") >= many {
                return;
            }
        }
        panic!("{many} are to wait, and do not");
    }
}

fn server() -> PgConnectOptions {
    let url = env::var("POSTGRES_URL");
    let url = url.expect("`POSTGRES_URL` names the Postgres to test with; `cargo xtask test` starts one");
    url.parse().expect("`postgres://user@host:port/database`")
}

impl Store for Schema {
    type Ledger = PostgresLedger;

    async fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (server, name) = (server(), format!("ledger_test_{}", COUNT.fetch_add(1, Ordering::Relaxed)));
        let mut connection = server.connect().await.expect("a connection");
        // It may be there of an earlier run.
        let create = format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(&mut connection).await.expect("a schema");
        Self { options: server.application_name(&name).options([("search_path", name)]) }
    }

    async fn ledger(&self) -> PostgresLedger {
        PostgresLedger::new(self.pool()).await.expect("a table")
    }

    async fn fail(&self) {
        self.execute("ALTER TABLE login_ledger RENAME TO elsewhere").await;
    }

    async fn come_back(&self) {
        self.execute("ALTER TABLE elsewhere RENAME TO login_ledger").await;
    }

    async fn content(&self) -> Vec<u8> {
        let select = sqlx::query_scalar("SELECT handle FROM login_ledger");
        select.fetch_one(&self.pool()).await.expect("a row")
    }
}

async fn ledger() -> PostgresLedger {
    Schema::new().await.ledger().await
}

ledger_contract!(ledger);
store_stories!(Schema);

#[tokio::test]
async fn many_processes_start_at_once() {
    let schema = Schema::new().await;
    let mut all = JoinSet::new();
    for _ in 0..16 {
        all.spawn(PostgresLedger::new(schema.pool()));
    }
    for started in all.join_all().await {
        started.expect("a table");
    }
}

/// The table may be made by somebody else: who serves requests needs no more rights than for those.
#[tokio::test]
async fn a_role_that_may_make_no_table_takes_the_one_that_is_there() {
    let schema = Schema::new().await;
    schema.execute(PostgresLedger::SCHEMA).await;
    schema
        .execute(
            "DO $$ BEGIN CREATE ROLE ledger_test_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$; \
             DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO ledger_test_reader', current_schema()); END $$; \
             GRANT SELECT, INSERT, UPDATE, DELETE ON login_ledger TO ledger_test_reader",
        )
        .await;
    let options = schema.options.clone().options([("role", "ledger_test_reader")]);
    let pool = PgPoolOptions::new().connect_lazy_with(options);
    sqlx::raw_sql("CREATE TABLE other ()").execute(&pool).await.expect_err("it has no right");
    let ledger = PostgresLedger::new(pool).await.expect("a ledger");
    assert!(ledger.create(b"ada", record(1)).await.expect("an answer"));
}

/// The application's default may be any.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn another_level_of_isolation_lets_one_log_in_stay_too() {
    let schema = Schema::new().await;
    let options = schema.options.clone().options([("default_transaction_isolation", "serializable")]);
    let ledger = || async {
        let pool = PgPoolOptions::new().max_connections(8).connect_lazy_with(options.clone());
        PostgresLedger::new(pool).await.expect("a table").logins_per_user(1)
    };
    store_stories::of_many_log_ins_at_once_one_stays_where_there_is_room_for_one(ledger).await;
}

/// A person confirms who they are while they are logged out everywhere: the new log-in was not there yet when that began.
#[tokio::test]
async fn what_is_replaced_while_all_end_has_ended() {
    let schema = Schema::new().await;
    let (ledger, pool) = (schema.ledger().await, schema.pool());
    assert!(ledger.create(b"ada", record(1)).await.expect("an answer"));
    let mut at_the_row = pool.begin().await.expect("a transaction");
    sqlx::query("SELECT FROM login_ledger FOR UPDATE").execute(&mut *at_the_row).await.expect("a row");

    let replacing = ledger.clone();
    let replaced = tokio::spawn(async move { replacing.replace(b"ada", handle(1), record(2)).await });
    schema.until_somebody_waits(1).await;
    let ending = ledger.clone();
    let ended = tokio::spawn(async move { ending.end_all(b"ada", None).await });
    schema.until_somebody_waits(2).await;
    at_the_row.commit().await.expect("nothing has changed");
    assert!(replaced.await.expect("no panic").expect("an answer"));
    assert_eq!(ended.await.expect("no panic").expect("a count"), 1);
    assert_eq!(ledger.list(b"ada").await.expect("a list"), []);
}

/// Nor do two jobs for each other.
#[tokio::test]
async fn a_job_waits_for_no_log_in_that_somebody_is_at() {
    let schema = Schema::new().await;
    let (ledger, pool) = (schema.ledger().await, schema.pool());
    for number in 1..=3 {
        assert!(ledger.create(b"ada", record(number)).await.expect("an answer"));
    }
    let mut at_a_row = pool.begin().await.expect("a transaction");
    let lock = sqlx::query("SELECT FROM login_ledger LIMIT 1 FOR UPDATE").execute(&mut *at_a_row);
    lock.await.expect("a row");
    assert_eq!(ledger.prune(Timestamp::MAX).await.expect("a count"), 2);
    at_a_row.commit().await.expect("nothing has changed");
    assert_eq!(ledger.prune(Timestamp::MAX).await.expect("a count"), 1);
}

#[tokio::test]
async fn a_lost_answer_is_neither_yes_nor_no() {
    let schema = Schema::new().await;
    let near_end = line_to((schema.options.get_host().to_owned(), schema.options.get_port())).await;
    let options = schema.options.clone().host("127.0.0.1").port(near_end.port());
    // One connection, and not asked whether it is well before each use: it is the answer to the call that is lost.
    let pool = PgPoolOptions::new().max_connections(1).test_before_acquire(false);
    let far = PostgresLedger::new(pool.connect_lazy_with(options)).await.expect("a table");
    line::a_lost_answer_is_neither_yes_nor_no(far, schema.ledger().await).await;
}
