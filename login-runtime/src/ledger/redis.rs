//! A ledger in Redis.

use std::collections::HashMap;
use std::fmt::{self, Debug};
use std::sync::{Arc, LazyLock};

use redis::aio::ConnectionLike;
use redis::{Cmd, Script, ScriptInvocation};

use super::columns::{Columns, address, record, seconds, timestamp};
use super::{LOGINS_PER_USER, Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// How many log-ins a script forgets at most, as Redis does nothing else meanwhile: about a millisecond's.
const BATCH: usize = 500;

/// The bytes of a handle, with which an entry of the index begins.
const HANDLE: usize = 16;

/// Remembers log-ins in Redis, or Valkey: people stay logged in across a restart of the application, and all machines that use the
/// server agree. Behind the feature `redis`.
///
/// Each call is one command or one script, which nothing comes between. A user's log-ins are one hash, and an index holds when each
/// expires. It keeps a user's log-ins at [`logins_per_user`](RedisLedger::logins_per_user). Expired log-ins stay until
/// [`LoginManager::prune_ledger`](crate::LoginManager::prune_ledger) is called, by a job once an hour or day; it forgets them some
/// hundreds at a time, so that nobody waits for it.
///
/// `C` is a connection of the crate `redis`: a `ConnectionManager`, which connects again by itself, or a `MultiplexedConnection`.
/// Address, password and TLS are its own. It leads to the primary, as a replica learns of a log-out later than its answer is given. In a
/// Redis Cluster it is a `ClusterConnection` of a client with `retries(0)`: a call that is made again because its answer was lost would
/// be told of its own doing as of another's. All keys are in one hash slot.
///
/// # What Redis must be told
///
/// - `maxmemory-policy noeviction`: one that evicts any key logs people out when the memory is full, or loses the index, and then no
///   job finds what expired.
/// - `appendonly yes`: without it a restart logs everybody out, or brings back those who logged out since the last snapshot.
///
/// Even so a crash loses about the last second, and a fail-over what the replica has not heard of: a log-in of then has to be done
/// again, and a log-out of then has not happened, so that a cookie that was copied before it lets in until it expires. Where that is
/// too much, `appendfsync always` keeps what was answered on the one server, and `PostgresLedger` with a synchronous replica on two.
///
/// ```no_run
/// use login_runtime::{Key, LoginManager, RedisLedger};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = redis::Client::open("redis://:password@redis.internal")?;
/// let ledger = RedisLedger::new(client.get_connection_manager().await?);
/// let manager = LoginManager::new(Key::from_env("LOGIN_KEY")?).ledger(ledger).build()?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct RedisLedger<C> {
    connection: C,
    key_prefix: Arc<str>,
    logins_per_user: usize,
}

impl<C> RedisLedger<C> {
    /// Makes a ledger of a connection. It asks nothing yet: that the server is not there shows at the first call.
    ///
    /// ```no_run
    /// # use login_runtime::RedisLedger;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> redis::RedisResult<()> {
    /// let client = redis::Client::open("redis://127.0.0.1")?;
    /// let ledger = RedisLedger::new(client.get_multiplexed_async_connection().await?);
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn new(connection: C) -> Self {
        Self { connection, key_prefix: "login_ledger".into(), logins_per_user: LOGINS_PER_USER }
    }

    /// Sets what all keys begin with, in braces: `{login_ledger}` by default. Two applications in one database need two.
    ///
    /// ```no_run
    /// # use login_runtime::RedisLedger;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> redis::RedisResult<()> {
    /// # let client = redis::Client::open("redis://127.0.0.1")?;
    /// let ledger = RedisLedger::new(client.get_connection_manager().await?).key_prefix("shop:logins");
    /// # Ok(()) }
    /// ```
    #[must_use = "the ledger is returned with its prefix"]
    pub fn key_prefix(self, prefix: &str) -> Self {
        Self { key_prefix: prefix.into(), ..self }
    }

    /// Keeps at most so many log-ins of one user, at least 1. For one more, that ends which was seen longest ago: with 1, everybody is
    /// logged in at one place, whichever machine they ask. Default: 100, so that nobody fills the memory by logging in again and again.
    ///
    /// ```no_run
    /// # use login_runtime::RedisLedger;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> redis::RedisResult<()> {
    /// # let client = redis::Client::open("redis://127.0.0.1")?;
    /// let ledger = RedisLedger::new(client.get_connection_manager().await?).logins_per_user(5);
    /// # Ok(()) }
    /// ```
    #[must_use = "the ledger is returned with its limit"]
    pub fn logins_per_user(self, limit: usize) -> Self {
        Self { logins_per_user: limit.max(1), ..self }
    }

    /// The hash of a user's log-ins: handle to text.
    fn logins_of(&self, owner: &[u8]) -> Vec<u8> {
        // The braces make one hash slot of all keys, or a cluster would refuse the scripts.
        [b"{", self.key_prefix.as_bytes(), b"}:user:", owner].concat()
    }

    /// The sorted set of when each log-in expires, each known as handle and owner.
    fn expiries(&self) -> Vec<u8> {
        [b"{", self.key_prefix.as_bytes(), b"}:expiries"].concat()
    }

    /// A call of one of the scripts about an owner's log-ins.
    fn call<'a>(&self, script: &'a Script, owner: &[u8]) -> ScriptInvocation<'a> {
        let mut call = script.key(self.logins_of(owner));
        call.key(self.expiries()).arg(owner);
        call
    }

    /// A command about an owner's log-ins.
    fn command(&self, name: &str, owner: &[u8]) -> Cmd {
        let mut command = Cmd::new();
        command.arg(name).arg(self.logins_of(owner));
        command
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> RedisLedger<C> {
    /// Some of the log-ins that expired, as they stand in the index.
    async fn some_expired(&self, now: Timestamp) -> Result<Vec<Vec<u8>>, LedgerError> {
        let mut range = Cmd::new();
        range.arg("ZRANGEBYSCORE").arg(self.expiries()).arg("-inf").arg(seconds(now));
        range.arg("LIMIT").arg(0).arg(BATCH);
        Ok(range.query_async(&mut self.connection.clone()).await?)
    }

    /// Forgets those that are still there and still expired; says how many.
    async fn forget(&self, expired: &[Vec<u8>], now: Timestamp) -> Result<u64, LedgerError> {
        let mut call = PRUNE.key(self.expiries());
        call.arg(seconds(now));
        for entry in expired {
            let owner = entry.get(HANDLE..).ok_or("an entry in the ledger has no owner")?;
            call.key(self.logins_of(owner)).arg(&entry[..]);
        }
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Ledger for RedisLedger<C> {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        let mut call = self.call(&CREATE, owner);
        call.arg(record.handle.as_bytes()).arg(text(&record)).arg(seconds(record.expires_at));
        call.arg(self.logins_per_user);
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        let mut get = self.command("HGET", owner);
        let get = get.arg(handle.as_bytes());
        let text: Option<String> = get.query_async(&mut self.connection.clone()).await?;
        let Some(text) = text else { return Ok(None) };
        let (.., expires_at) = columns(Vec::new(), &text)?;
        timestamp(expires_at).map(Some)
    }

    async fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, LedgerError> {
        let mut call = self.call(&TOUCH, owner);
        call.arg(handle.as_bytes()).arg(seconds(seen_at)).arg(seconds(expires_at));
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        let mut call = self.call(&REPLACE, owner);
        call.arg(old.as_bytes()).arg(new.handle.as_bytes()).arg(text(&new)).arg(seconds(new.expires_at));
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        let mut call = self.call(&END, owner);
        Ok(call.arg(handle.as_bytes()).invoke_async(&mut self.connection.clone()).await?)
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        let mut call = self.call(&END_ALL, owner);
        call.arg(except.as_ref().map(LoginHandle::as_bytes));
        Ok(call.invoke_async(&mut self.connection.clone()).await?)
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        let get = self.command("HGETALL", owner);
        let all: HashMap<Vec<u8>, String> = get.query_async(&mut self.connection.clone()).await?;
        all.into_iter().map(|(handle, text)| record(columns(handle, &text)?)).collect()
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        let mut forgotten = 0;
        loop {
            let expired = self.some_expired(now).await?;
            if expired.is_empty() {
                return Ok(forgotten);
            }
            forgotten += self.forget(&expired, now).await?;
        }
    }
}

/// What is kept of a log-in under its handle: `created_at seen_at expires_at address user agent`, where `-` is no address, and what calls
/// itself nothing has no space after it.
fn text(record: &LoginRecord) -> String {
    let [created_at, seen_at, expires_at] =
        [record.created_at, record.seen_at, record.expires_at].map(seconds);
    let address = address(record).unwrap_or_else(|| "-".to_owned());
    let text = format!("{created_at} {seen_at} {expires_at} {address}");
    match record.client.user_agent() {
        Some(name) => text + " " + name,
        None => text,
    }
}

fn columns(handle: Vec<u8>, text: &str) -> Result<Columns, LedgerError> {
    let mut parts = text.splitn(5, ' ');
    let mut next = || parts.next().ok_or("a log-in in the ledger is cut short");
    let (created_at, seen_at, expires_at) = (next()?.parse()?, next()?.parse()?, next()?.parse()?);
    let address = Some(next()?).filter(|address| *address != "-").map(str::to_owned);
    Ok((handle, address, parts.next().map(str::to_owned), created_at, seen_at, expires_at))
}

/// A script about the log-ins of an owner: `KEYS` are their hash and the index, `ARGV[1]` is the owner.
fn script(body: &str) -> Script {
    const COMMON: &str = "
        local function put(handle, login, expires_at)
            redis.call('HSET', KEYS[1], handle, login)
            redis.call('ZADD', KEYS[2], expires_at, handle .. ARGV[1])
        end
        local function forget(handle)
            redis.call('ZREM', KEYS[2], handle .. ARGV[1])
            return redis.call('HDEL', KEYS[1], handle)
        end
        ";
    Script::new(&[COMMON, body].concat())
}

static CREATE: LazyLock<Script> = LazyLock::new(|| {
    script(
        "
        local _, new, login, expires_at, limit = unpack(ARGV)
        if redis.call('HEXISTS', KEYS[1], new) == 1 then return 0 end
        put(new, login, expires_at)
        local too_many = redis.call('HLEN', KEYS[1]) - limit
        if too_many > 0 then
            local logins, others = redis.call('HGETALL', KEYS[1]), {}
            for i = 1, #logins, 2 do
                if logins[i] ~= new then
                    local seen_at = logins[i + 1]:match('^%d+ (%d+) ')
                    table.insert(others, { handle = logins[i], seen_at = tonumber(seen_at) or 0 })
                end
            end
            table.sort(others, function(a, b) return a.seen_at < b.seen_at end)
            for i = 1, too_many do forget(others[i].handle) end
        end
        return 1",
    )
});

static TOUCH: LazyLock<Script> = LazyLock::new(|| {
    script(
        "
        local _, handle, seen_at, expires_at = unpack(ARGV)
        local login = redis.call('HGET', KEYS[1], handle)
        if not login then return 0 end
        local created, seen, expires, client = login:match('^(%d+) (%d+) (%d+) (.*)$')
        if not created then return redis.error_reply('a log-in in the ledger is cut short') end
        seen, expires = math.max(seen, seen_at), math.max(expires, expires_at)
        put(handle, table.concat({ created, seen, expires, client }, ' '), expires)
        return 1",
    )
});

static REPLACE: LazyLock<Script> = LazyLock::new(|| {
    script(
        "
        local _, old, new, login, expires_at = unpack(ARGV)
        if redis.call('HEXISTS', KEYS[1], new) == 1 or redis.call('HEXISTS', KEYS[1], old) == 0 then return 0 end
        put(new, login, expires_at)
        return forget(old)",
    )
});

static END: LazyLock<Script> = LazyLock::new(|| script("return forget(ARGV[2])"));

static END_ALL: LazyLock<Script> = LazyLock::new(|| {
    script(
        "
        local ended = 0
        for _, handle in ipairs(redis.call('HKEYS', KEYS[1])) do
            if handle ~= ARGV[2] then ended = ended + forget(handle) end
        end
        return ended",
    )
});

/// The index and now, and for each log-in its owner's hash and its entry. One that was touched meanwhile lives on.
static PRUNE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "
        local forgotten = 0
        for i = 2, #KEYS do
            local expires_at = redis.call('ZSCORE', KEYS[1], ARGV[i])
            if expires_at and tonumber(expires_at) <= tonumber(ARGV[1]) then
                redis.call('ZREM', KEYS[1], ARGV[i])
                forgotten = forgotten + redis.call('HDEL', KEYS[i], ARGV[i]:sub(1, 16))
            end
        end
        return forgotten",
    )
});

impl<C> Debug for RedisLedger<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedisLedger(..)")
    }
}
