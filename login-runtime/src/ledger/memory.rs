//! A ledger in the memory of one process.

use std::collections::{BTreeMap, HashSet};
use std::fmt::{self, Debug};
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::http::HeaderValue;

use super::{LOGINS_PER_USER, Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::session::ClientInfo;

/// Log-ins spread over this many locks, so that concurrent requests seldom meet.
const SHARDS: usize = 64;

/// Remembers log-ins in this process: for an application that runs as one, and for tests. Clones share what they remember.
///
/// A restart logs everybody out. A log-in takes some 100 bytes; what expired is swept whenever a part has doubled. Of one user it keeps
/// the 100 log-ins seen last, and ends the one seen longest ago for a new one: see [`logins_per_user`](MemoryLedger::logins_per_user).
///
/// ```
/// # use login_runtime::{CurrentUser, UserMixin, login_required, user_loader};
/// # #[derive(Clone, UserMixin)] struct User { id: i64 }
/// # #[user_loader] fn load_user(id: i64) -> Option<User> { Some(User { id }) }
/// use login_runtime::{Key, Login, LoginError, LoginManager, MemoryLedger};
///
/// #[login_required]
/// async fn my_devices(login: Login<User>) -> Result<String, LoginError> {
///     let lines = login.logins().await?.into_iter().map(|device| format!("{:?}\n", device.client.user_agent()));
///     Ok(lines.collect())
/// }
///
/// let manager = LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MemoryLedger {
    memory: Arc<Memory>,
    logins_per_user: usize,
}

struct Memory {
    shards: Box<[RwLock<Shard>]>,
    /// Makes the keys of owners.
    keys: RandomState,
    clients: Clients,
}

/// The log-ins of some users, each user's side by side.
#[derive(Default)]
struct Shard {
    logins: BTreeMap<(OwnerKey, LoginHandle), Live>,
    sweep_at: usize,
}

/// An owner, in few bytes: a digest that nobody else can make, so that nobody can choose two ids with the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct OwnerKey([u8; 8]);

/// A log-in, in few bytes: an address is a whole IPv6 one, and clients that call themselves the same share the name.
struct Live {
    created_at: Timestamp,
    seen_at: Timestamp,
    expires_at: Timestamp,
    /// `::` where it is not known.
    address: [u8; 16],
    user_agent: Option<Arc<HeaderValue>>,
}

impl MemoryLedger {
    /// Makes an empty ledger.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, MemoryLedger};
    /// LoginManager::new(Key::generate()?).ledger(MemoryLedger::new()).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let memory = Memory {
            shards: (0..SHARDS).map(|_| RwLock::default()).collect(),
            keys: RandomState::new(),
            clients: Clients::default(),
        };
        Self { memory: Arc::new(memory), logins_per_user: LOGINS_PER_USER }
    }

    /// Keeps at most so many log-ins of one user, at least 1. For one more, that ends which was seen longest ago: with 1, everybody is
    /// logged in at one place. Default: 100, so that nobody fills the memory by logging in again and again.
    ///
    /// ```
    /// # use login_runtime::{Key, LoginManager, MemoryLedger};
    /// LoginManager::new(Key::generate()?).ledger(MemoryLedger::new().logins_per_user(5)).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "the ledger is returned with its limit"]
    pub fn logins_per_user(self, limit: usize) -> Self {
        Self { logins_per_user: limit.max(1), ..self }
    }

    fn key(&self, owner: &[u8]) -> OwnerKey {
        OwnerKey(self.memory.keys.hash_one(owner).to_ne_bytes())
    }

    fn read(&self, owner: OwnerKey) -> RwLockReadGuard<'_, Shard> {
        self.shard(owner).read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, owner: OwnerKey) -> RwLockWriteGuard<'_, Shard> {
        self.shard(owner).write().unwrap_or_else(PoisonError::into_inner)
    }

    fn shard(&self, OwnerKey([first, ..]): OwnerKey) -> &RwLock<Shard> {
        &self.memory.shards[usize::from(first) % SHARDS]
    }

    fn find(&self, owner: &[u8], handle: LoginHandle) -> Option<Timestamp> {
        let owner = self.key(owner);
        self.read(owner).logins.get(&(owner, handle)).map(|live| live.expires_at)
    }

    fn live(&self, record: LoginRecord) -> Live {
        Live {
            created_at: record.created_at,
            seen_at: record.seen_at,
            expires_at: record.expires_at,
            address: record.client.address().map_or([0; 16], octets),
            user_agent: record.client.into_user_agent().map(|name| self.memory.clients.share(name)),
        }
    }
}

impl Shard {
    /// Adds a log-in that is not there, and ends as many of its owner's as are too many then.
    fn insert(&mut self, owner: OwnerKey, handle: LoginHandle, live: Live, limit: usize) {
        // Whenever it has doubled, so that what it costs to sweep is spread over what came in.
        if self.logins.len() >= self.sweep_at {
            let now = live.created_at;
            self.prune(now);
            self.sweep_at = (self.logins.len() * 2).max(16);
        }
        while self.logins.range(all_of(owner)).count() >= limit {
            let oldest = self.logins.range(all_of(owner)).min_by_key(|(_, live)| live.seen_at);
            let Some((&oldest, _)) = oldest else { break };
            self.logins.remove(&oldest);
        }
        self.logins.insert((owner, handle), live);
    }

    /// Forgets what expired.
    fn prune(&mut self, now: Timestamp) -> usize {
        let before = self.logins.len();
        self.logins.retain(|_, live| live.expires_at > now);
        before - self.logins.len()
    }
}

fn all_of(owner: OwnerKey) -> RangeInclusive<(OwnerKey, LoginHandle)> {
    let [first, last] = [[0; 16], [u8::MAX; 16]].map(LoginHandle::from_bytes);
    (owner, first)..=(owner, last)
}

fn octets(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}

impl Live {
    fn record(&self, handle: LoginHandle) -> LoginRecord {
        let address = (self.address != [0; 16]).then(|| Ipv6Addr::from(self.address).to_canonical());
        let user_agent = self.user_agent.as_deref().and_then(|name| name.to_str().ok());
        LoginRecord {
            handle,
            client: ClientInfo::new(address, user_agent),
            created_at: self.created_at,
            seen_at: self.seen_at,
            expires_at: self.expires_at,
        }
    }
}

impl Ledger for MemoryLedger {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        let (owner, handle) = (self.key(owner), record.handle);
        let live = self.live(record);
        let mut shard = self.write(owner);
        let is_new = !shard.logins.contains_key(&(owner, handle));
        if is_new {
            shard.insert(owner, handle, live, self.logins_per_user);
        }
        Ok(is_new)
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        Ok(self.find(owner, handle))
    }

    fn expiry_at_once(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> Option<Result<Option<Timestamp>, LedgerError>> {
        Some(Ok(self.find(owner, handle)))
    }

    async fn touch(
        &self,
        owner: &[u8],
        handle: LoginHandle,
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, LedgerError> {
        let owner = self.key(owner);
        let mut shard = self.write(owner);
        let Some(live) = shard.logins.get_mut(&(owner, handle)) else { return Ok(false) };
        live.seen_at = live.seen_at.max(seen_at);
        live.expires_at = live.expires_at.max(expires_at);
        Ok(true)
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        let (owner, handle) = (self.key(owner), new.handle);
        let live = self.live(new);
        let mut shard = self.write(owner);
        let is_possible = !shard.logins.contains_key(&(owner, handle));
        let is_replaced = is_possible && shard.logins.remove(&(owner, old)).is_some();
        if is_replaced {
            shard.insert(owner, handle, live, self.logins_per_user);
        }
        Ok(is_replaced)
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        let owner = self.key(owner);
        Ok(self.write(owner).logins.remove(&(owner, handle)).is_some())
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        let owner = self.key(owner);
        let mut shard = self.write(owner);
        let handles = shard.logins.range(all_of(owner)).map(|(&(_, handle), _)| handle);
        let ended: Vec<_> = handles.filter(|handle| Some(*handle) != except).collect();
        for handle in &ended {
            shard.logins.remove(&(owner, *handle));
        }
        Ok(ended.len() as u64)
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        let owner = self.key(owner);
        let shard = self.read(owner);
        Ok(shard.logins.range(all_of(owner)).map(|(&(_, handle), live)| live.record(handle)).collect())
    }

    async fn prune(&self, now: Timestamp) -> Result<u64, LedgerError> {
        let prune = |shard: &RwLock<Shard>| shard.write().unwrap_or_else(PoisonError::into_inner).prune(now);
        Ok(self.memory.shards.iter().map(prune).sum::<usize>() as u64)
    }
}

impl Default for MemoryLedger {
    fn default() -> Self {
        Self::new()
    }
}

impl Debug for MemoryLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryLedger(..)")
    }
}

/// What clients call themselves. There are far fewer names than log-ins.
#[derive(Default)]
struct Clients(Mutex<Names>);

#[derive(Default)]
struct Names {
    known: HashSet<Arc<HeaderValue>>,
    sweep_at: usize,
}

impl Clients {
    fn share(&self, name: HeaderValue) -> Arc<HeaderValue> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.known.get(&name) {
            return Arc::clone(known);
        }
        if names.known.len() >= names.sweep_at {
            // Whoever logged in by that name is gone.
            names.known.retain(|name| Arc::strong_count(name) > 1);
            names.sweep_at = (names.known.len() * 2).max(16);
        }
        let name = Arc::new(name);
        names.known.insert(Arc::clone(&name));
        name
    }
}
