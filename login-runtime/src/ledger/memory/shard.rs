//! The log-ins of some users.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use super::chain::{Chain, Live};
use crate::clock::Timestamp;
use crate::crypto::LoginHandle;

/// Log-ins spread over this many locks, so that concurrent requests seldom meet.
pub(super) const SHARDS: usize = 64;

/// An owner, in few bytes: a digest that nobody else can make, so that nobody can choose two ids with the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct OwnerKey(pub(super) u64);

impl OwnerKey {
    /// Its shard among [`SHARDS`]. The last ones get twice as many owners as the first ones, as if by a logarithm, so that their tables
    /// do not all double at once: that keeps the memory a log-in takes the same, however many there are.
    pub(super) fn shard(self) -> usize {
        const ONE: u64 = 1 << 16;
        // Bits by which a table does not look for it.
        let part = self.0 >> 24 & (ONE - 1);
        // log2(1 + x) is x (1 + 0.34 (1 - x)), within a hundredth.
        let logarithm = part * (ONE + (ONE - part) * 34 / 100);
        usize::try_from(logarithm * SHARDS as u64 / (ONE * ONE)).unwrap_or(0)
    }
}

impl Hash for OwnerKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

/// The hash of a key that is one.
#[derive(Default)]
pub(super) struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// By user, each with one log-in at least.
#[derive(Default)]
pub(super) struct Shard {
    users: HashMap<OwnerKey, Chain, BuildHasherDefault<Itself>>,
    /// The number of log-ins.
    count: usize,
    sweep_at: usize,
}

impl Shard {
    pub(super) fn all_of(&self, owner: OwnerKey) -> impl Iterator<Item = &Live> {
        self.users.get(&owner).into_iter().flat_map(Chain::iter)
    }

    pub(super) fn find(&self, owner: OwnerKey, handle: LoginHandle) -> Option<&Live> {
        self.all_of(owner).find(|live| live.handle == handle)
    }

    pub(super) fn find_mut(&mut self, owner: OwnerKey, handle: LoginHandle) -> Option<&mut Live> {
        self.users.get_mut(&owner)?.find_mut(handle)
    }

    /// Adds a log-in that is not there, and ends as many of its owner's as are too many then.
    pub(super) fn insert(&mut self, owner: OwnerKey, live: Live, limit: usize) {
        // Whenever it has doubled, so that what it costs to sweep is spread over what came in.
        if self.count >= self.sweep_at {
            self.prune(live.created_at);
            self.sweep_at = (self.count * 2).max(16);
        }
        while self.all_of(owner).count() >= limit {
            let oldest = self.all_of(owner).min_by_key(|live| live.seen_at).map(|live| live.handle);
            let Some(oldest) = oldest else { break };
            self.remove(owner, oldest);
        }
        self.users.entry(owner).or_default().push(live);
        self.count += 1;
    }

    pub(super) fn remove(&mut self, owner: OwnerKey, handle: LoginHandle) -> bool {
        self.retain_of(owner, |live| live.handle != handle) == 1
    }

    /// Ends every log-in of an owner, but for one; returns how many.
    pub(super) fn keep_only(&mut self, owner: OwnerKey, kept: Option<LoginHandle>) -> usize {
        self.retain_of(owner, |live| Some(live.handle) == kept)
    }

    /// Forgets what expired; returns how many.
    pub(super) fn prune(&mut self, now: Timestamp) -> usize {
        let mut gone = 0;
        self.users.retain(|_, chain| {
            gone += chain.retain(|live| live.expires_at > now);
            !chain.is_empty()
        });
        self.count -= gone;
        gone
    }

    fn retain_of(&mut self, owner: OwnerKey, keep: impl Fn(&Live) -> bool) -> usize {
        let Some(chain) = self.users.get_mut(&owner) else { return 0 };
        let gone = chain.retain(keep);
        if chain.is_empty() {
            self.users.remove(&owner);
        }
        self.count -= gone;
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_shard_gets_twice_what_the_smallest_gets() {
        let mut owners = [0_u32; SHARDS];
        for part in 0..1 << 16 {
            owners[OwnerKey(part << 24).shard()] += 1;
        }
        assert!(owners.is_sorted_by(|one, next| *next + 20 > *one), "{owners:?}");
        let [first, .., last] = owners;
        assert!((1.9..2.1).contains(&(f64::from(last) / f64::from(first))), "{owners:?}");
    }
}
