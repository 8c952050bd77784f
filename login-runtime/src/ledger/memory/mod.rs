//! A ledger in the memory of one process.

mod chain;
mod clients;
mod shard;

use std::fmt::{self, Debug};
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use chain::Live;
use clients::Clients;
use shard::{OwnerKey, SHARDS, Shard};

use super::{LOGINS_PER_USER, Ledger, LedgerError, LoginRecord};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;
use crate::session::ClientInfo;

/// Remembers log-ins in this process: for an application that runs as one, and for tests. Clones share what they remember.
///
/// A restart logs everybody out. A log-in takes some 90 bytes; what expired is swept whenever a part has doubled. Of one user it keeps
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
        OwnerKey(self.memory.keys.hash_one(owner))
    }

    fn read(&self, owner: OwnerKey) -> RwLockReadGuard<'_, Shard> {
        self.shard(owner).read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, owner: OwnerKey) -> RwLockWriteGuard<'_, Shard> {
        self.shard(owner).write().unwrap_or_else(PoisonError::into_inner)
    }

    fn shard(&self, owner: OwnerKey) -> &RwLock<Shard> {
        &self.memory.shards[owner.shard()]
    }

    fn expires_at(&self, owner: &[u8], handle: LoginHandle) -> Option<Timestamp> {
        let owner = self.key(owner);
        self.read(owner).find(owner, handle).map(|live| live.expires_at)
    }

    fn live(&self, record: LoginRecord) -> Live {
        Live {
            handle: record.handle,
            created_at: record.created_at,
            seen_at: record.seen_at,
            expires_at: record.expires_at,
            address: record.client.address().map_or([0; 16], octets),
            user_agent: record.client.into_user_agent().map(|name| self.memory.clients.share(name)),
        }
    }
}

fn octets(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}

fn record(live: &Live) -> LoginRecord {
    let address = (live.address != [0; 16]).then(|| Ipv6Addr::from(live.address).to_canonical());
    let user_agent = live.user_agent.as_deref().and_then(|name| name.to_str().ok());
    LoginRecord {
        handle: live.handle,
        client: ClientInfo::new(address, user_agent),
        created_at: live.created_at,
        seen_at: live.seen_at,
        expires_at: live.expires_at,
    }
}

impl Ledger for MemoryLedger {
    async fn create(&self, owner: &[u8], record: LoginRecord) -> Result<bool, LedgerError> {
        let (owner, live) = (self.key(owner), self.live(record));
        let mut shard = self.write(owner);
        let is_new = shard.find(owner, live.handle).is_none();
        if is_new {
            shard.insert(owner, live, self.logins_per_user);
        }
        Ok(is_new)
    }

    async fn expiry(&self, owner: &[u8], handle: LoginHandle) -> Result<Option<Timestamp>, LedgerError> {
        Ok(self.expires_at(owner, handle))
    }

    fn expiry_at_once(
        &self,
        owner: &[u8],
        handle: LoginHandle,
    ) -> Option<Result<Option<Timestamp>, LedgerError>> {
        Some(Ok(self.expires_at(owner, handle)))
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
        let Some(live) = shard.find_mut(owner, handle) else { return Ok(false) };
        live.seen_at = live.seen_at.max(seen_at);
        live.expires_at = live.expires_at.max(expires_at);
        Ok(true)
    }

    async fn replace(&self, owner: &[u8], old: LoginHandle, new: LoginRecord) -> Result<bool, LedgerError> {
        let (owner, live) = (self.key(owner), self.live(new));
        let mut shard = self.write(owner);
        let is_replaced = shard.find(owner, live.handle).is_none() && shard.remove(owner, old);
        if is_replaced {
            shard.insert(owner, live, self.logins_per_user);
        }
        Ok(is_replaced)
    }

    async fn end(&self, owner: &[u8], handle: LoginHandle) -> Result<bool, LedgerError> {
        let owner = self.key(owner);
        Ok(self.write(owner).remove(owner, handle))
    }

    async fn end_all(&self, owner: &[u8], except: Option<LoginHandle>) -> Result<u64, LedgerError> {
        let owner = self.key(owner);
        Ok(self.write(owner).keep_only(owner, except) as u64)
    }

    async fn list(&self, owner: &[u8]) -> Result<Vec<LoginRecord>, LedgerError> {
        let owner = self.key(owner);
        Ok(self.read(owner).all_of(owner).map(record).collect())
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
