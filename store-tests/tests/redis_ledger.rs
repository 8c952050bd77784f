//! The ledger in Redis does what every ledger must, for machines with connections of their own.

mod line;
#[path = "../../login-runtime/tests/store_stories/mod.rs"]
mod store_stories;

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use line::line_to;
use login_runtime::testing::ledger_contract;
use login_runtime::{ClientInfo, Ledger, LoginRecord, RedisLedger, Timestamp};
use redis::aio::{ConnectionManager, MultiplexedConnection};
use redis::cluster::ClusterClientBuilder;
use redis::cluster_async::ClusterConnection;
use redis::{Client, ConnectionAddr, FromRedisValue, IntoConnectionInfo as _};
use store_stories::{Store, handle, record, store_stories};

/// The keys of a test's own.
struct Keys {
    prefix: String,
    connection: MultiplexedConnection,
}

fn url() -> String {
    let url = env::var("REDIS_URL");
    url.expect("`REDIS_URL` names the Redis to test with, in a cluster of one; `cargo xtask test` starts one")
}

impl Keys {
    async fn command<T: FromRedisValue>(&self, parts: &[&[u8]]) -> T {
        let mut command = redis::Cmd::new();
        command.arg(parts);
        command.query_async(&mut self.connection.clone()).await.expect("an answer")
    }

    async fn all(&self) -> Vec<Vec<u8>> {
        self.command(&[b"KEYS", format!("{{{}}}:*", self.prefix).as_bytes()]).await
    }

    /// The one user's.
    async fn logins(&self) -> Vec<u8> {
        let user = format!("{{{}}}:user:", self.prefix);
        self.all().await.into_iter().find(|key| key.starts_with(user.as_bytes())).expect("a log-in")
    }

    fn elsewhere(&self) -> Vec<u8> {
        format!("{{{}}}:elsewhere", self.prefix).into_bytes()
    }

    async fn ledger_over(&self, client: Client) -> RedisLedger<ConnectionManager> {
        let connection = client.get_connection_manager().await.expect("a connection");
        RedisLedger::new(connection).key_prefix(&self.prefix)
    }

    async fn ledger_in_cluster(&self) -> RedisLedger<ClusterConnection> {
        let client = ClusterClientBuilder::new([url()]).retries(0).build().expect("a client");
        let connection = client.get_async_connection().await.expect("a connection");
        RedisLedger::new(connection).key_prefix(&self.prefix)
    }
}

impl Store for Keys {
    type Ledger = RedisLedger<ConnectionManager>;

    async fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let prefix = format!("ledger_test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let client = Client::open(url()).expect("`redis://host:port`");
        let connection = client.get_multiplexed_async_connection().await.expect("a connection");
        let keys = Self { prefix, connection };
        for left in keys.all().await {
            // Of an earlier run.
            keys.command::<()>(&[b"DEL", &left]).await;
        }
        keys
    }

    async fn ledger(&self) -> Self::Ledger {
        self.ledger_over(Client::open(url()).expect("`redis://host:port`")).await
    }

    async fn fail(&self) {
        let logins = self.logins().await;
        self.command::<()>(&[b"RENAME", &logins, &self.elsewhere()]).await;
        self.command::<()>(&[b"SET", &logins, b"no hash"]).await;
    }

    async fn come_back(&self) {
        self.command::<()>(&[b"RENAME", &self.elsewhere(), &self.logins().await]).await;
    }

    async fn content(&self) -> Vec<u8> {
        self.command::<Vec<Vec<u8>>>(&[b"HGETALL", &self.logins().await]).await.concat()
    }
}

async fn ledger() -> RedisLedger<ConnectionManager> {
    Keys::new().await.ledger().await
}

ledger_contract!(ledger);
store_stories!(Keys);

mod in_a_cluster {
    use super::*;

    async fn ledger() -> RedisLedger<ClusterConnection> {
        Keys::new().await.ledger_in_cluster().await
    }

    ledger_contract!(ledger);
}

/// More than one script forgets, of several people.
#[tokio::test]
async fn a_job_forgets_any_number() {
    let keys = Keys::new().await;
    let (ledger, expired) = (keys.ledger().await, Timestamp::from_unix_seconds(10));
    for owner in 0..16_u8 {
        for number in 0..80 {
            let record = LoginRecord { expires_at: expired, ..record(number) };
            assert!(ledger.create(&[b'i', owner], record).await.expect("an answer"));
        }
    }
    assert!(ledger.create(b"ada", record(0)).await.expect("an answer"));
    assert_eq!(ledger.prune(expired).await.expect("a count"), 16 * 80);
    assert_eq!(keys.all().await.len(), 2, "what is left is Ada's log-in and its expiry");
}

/// What ends leaves nothing in the index either, or it would grow for ever.
#[tokio::test]
async fn what_ended_leaves_nothing() {
    let keys = Keys::new().await;
    let ledger = keys.ledger().await.logins_per_user(2);
    for number in 1..=4 {
        assert!(ledger.create(b"ada", record(number)).await.expect("an answer"));
    }
    assert!(ledger.replace(b"ada", handle(4), record(5)).await.expect("an answer"));
    assert!(ledger.end(b"ada", handle(5)).await.expect("an answer"));
    assert_eq!(ledger.end_all(b"ada", None).await.expect("a count"), 1);
    assert!(keys.all().await.is_empty());
}

/// What somebody else wrote there is an error, and no log-in.
#[tokio::test]
async fn what_cannot_be_read_is_an_error() {
    let keys = Keys::new().await;
    let ledger = keys.ledger().await;
    assert!(ledger.create(b"ada", record(1)).await.expect("an answer"));
    for text in ["", "1 2", "1 2 x 192.0.2.1", "1 2 -3 -"] {
        let logins = keys.logins().await;
        keys.command::<()>(&[b"HSET", &logins, handle(1).as_bytes(), text.as_bytes()]).await;
        ledger.expiry(b"ada", handle(1)).await.expect_err(text);
        ledger.list(b"ada").await.expect_err(text);
        ledger.touch(b"ada", handle(1), Timestamp::MAX, Timestamp::MAX).await.expect_err(text);
    }
}

/// The last moment that can be told, and a client that is known by neither address nor name.
#[tokio::test]
async fn the_last_moment_is_kept_as_it_is() {
    let ledger = ledger().await;
    let record = LoginRecord { client: ClientInfo::new(None, None), seen_at: Timestamp::MAX, ..record(1) };
    assert!(ledger.create(b"ada", record.clone()).await.expect("an answer"));
    assert!(ledger.touch(b"ada", handle(1), Timestamp::MAX, Timestamp::MAX).await.expect("an answer"));
    assert_eq!(ledger.list(b"ada").await.expect("a list"), [record]);
    assert_eq!(
        ledger.prune(Timestamp::from_unix_seconds(u64::from(u32::MAX) - 1)).await.expect("a count"),
        0
    );
    assert_eq!(ledger.prune(Timestamp::MAX).await.expect("a count"), 1);
}

#[tokio::test]
async fn a_lost_answer_is_neither_yes_nor_no() {
    let keys = Keys::new().await;
    let server = url().into_connection_info().expect("`redis://host:port`");
    let ConnectionAddr::Tcp(host, port) = server.addr() else { panic!("`redis://host:port`") };
    let near_end = line_to((host.clone(), *port)).await;
    let near_end = ConnectionAddr::Tcp("127.0.0.1".to_owned(), near_end.port());
    let far = Client::open(server.set_addr(near_end)).expect("an address");
    let far = keys.ledger_over(far).await;
    line::a_lost_answer_is_neither_yes_nor_no(far, keys.ledger().await).await;
}
