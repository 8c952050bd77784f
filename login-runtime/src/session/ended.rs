//! The memory of what ended before its time, when there is no ledger.
//!
//! A ticket proves that we made it, not that it still holds: a copy of it outlives the log-out of its owner. So the
//! ids of ended log-ins are kept, each until its tickets would have expired anyway, and in a bounded space.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::clock::Timestamp;
use crate::ticket::LoginId;
use crate::user::IdBuffer;

const ONE_SECOND: Duration = Duration::from_secs(1);

/// Log-ins spread over this many locks, so that concurrent requests seldom meet.
const SHARDS: usize = 64;

/// Which log-ins ended early, in this process.
#[derive(Debug)]
pub(crate) struct EndedLogins {
    /// By log-in id: the moment its last ticket would have expired.
    shards: Box<[Shard]>,
    shard_capacity: usize,
    /// Whether any log-in ever ended early: until then no request takes a lock.
    any_login: AtomicBool,
    /// By encoded user id.
    users: RwLock<Entries<Box<[u8]>, EndedUser, RandomState>>,
    user_capacity: usize,
    any_user: AtomicBool,
    /// Every log-in issued up to this moment has ended: the answer to a full list.
    horizon: AtomicU32,
    /// No log-in was issued later than this.
    latest_issue: AtomicU32,
}

type Shard = RwLock<Entries<LoginId, Timestamp, BuildHasherDefault<AsItIs>>>;

/// The hash of what is random already: some of its own bits. Nobody can choose ids that meet in one place, as we draw them,
/// and none is looked up before the MAC of its ticket held.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        // Not from the front, which says the shard.
        self.0 = bytes.last_chunk().map_or(self.0, |bits| u64::from_ne_bytes(*bits));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The log-ins of a user issued up to `at` have ended; worth remembering until `until`.
#[derive(Clone, Copy, Debug)]
struct EndedUser {
    at: Timestamp,
    until: Timestamp,
}

/// How ending a log-in went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Done,
    /// Somebody else was quicker.
    HadEnded,
    /// The list was full, so every log-in up to now has ended: to forget one would be to let it in again.
    ListWasFull,
}

/// A map that is swept whenever it has doubled, so that what it costs to sweep is spread over what came in.
#[derive(Debug)]
struct Entries<K, V, H> {
    map: HashMap<K, V, H>,
    sweep_at: usize,
}

impl<K, V, H: Default> Default for Entries<K, V, H> {
    fn default() -> Self {
        Self { map: HashMap::default(), sweep_at: 64 }
    }
}

impl<K: Eq + Hash, V, H: BuildHasher> Entries<K, V, H> {
    /// Makes room for one more; says whether there is none.
    fn is_full(&mut self, capacity: usize, is_worth_keeping: impl Fn(&V) -> bool) -> bool {
        if self.map.len() >= self.sweep_at.min(capacity) {
            self.map.retain(|_, entry| is_worth_keeping(entry));
            self.sweep_at = (self.map.len() * 2).max(64);
        }
        self.map.len() >= capacity
    }
}

impl EndedLogins {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| RwLock::default()).collect(),
            shard_capacity: capacity.div_ceil(SHARDS),
            any_login: AtomicBool::new(false),
            users: RwLock::default(),
            user_capacity: capacity,
            any_user: AtomicBool::new(false),
            horizon: AtomicU32::new(0),
            latest_issue: AtomicU32::new(0),
        }
    }

    /// Ends a log-in, whose tickets expire at `until` at the latest.
    #[must_use = "a full list must be told"]
    pub(crate) fn end(&self, login: LoginId, until: Timestamp, now: Timestamp) -> Ending {
        let mut shard = write(self.shard(login));
        if let Some(earlier) = shard.map.get_mut(&login) {
            // Whoever ends it again may know of fewer tickets than whoever ended it first.
            *earlier = until.max(*earlier);
            return Ending::HadEnded;
        }
        if shard.is_full(self.shard_capacity, |until| *until >= now) {
            drop(shard);
            // All of it is forgotten, as the other parts are about as full: each would end every log-in once more.
            self.end_all(now);
            for shard in &*self.shards {
                write(shard).map.clear();
            }
            // What was issued while that went on may have ended in it.
            self.end_all(now);
            return Ending::ListWasFull;
        }
        shard.map.insert(login, until);
        self.any_login.store(true, Ordering::SeqCst);
        Ending::Done
    }

    /// Ends every log-in of a user issued up to `now`.
    #[must_use = "a full list must be told"]
    pub(crate) fn end_user(&self, user_id: &[u8], until: Timestamp, now: Timestamp) -> Ending {
        // A log-in may have been issued a second ahead of the clock: right after such an end as this one.
        let at = self.first_valid_issue(user_id, now);
        let mut users = write(&self.users);
        if users.is_full(self.user_capacity, |ended| ended.until >= now) {
            self.end_all(now);
            users.map.clear();
            return Ending::ListWasFull;
        }
        users.map.insert(user_id.into(), EndedUser { at, until });
        self.any_user.store(true, Ordering::SeqCst);
        Ending::Done
    }

    fn end_all(&self, now: Timestamp) {
        // Issues further ahead than clocks differ are not believed anyway; they must not lock everybody out.
        let believed = self.latest_issue.load(Ordering::SeqCst).min(now.after(Timestamp::SKEW).to_seconds());
        self.horizon.fetch_max(believed.max(now.to_seconds()), Ordering::SeqCst);
    }

    /// Says whether a log-in ended early.
    pub(crate) fn contains(
        &self,
        login: LoginId,
        issued_at: Timestamp,
        user_id: impl FnOnce() -> IdBuffer,
    ) -> bool {
        issued_at <= self.horizon()
            || self.any_login.load(Ordering::SeqCst) && read(self.shard(login)).map.contains_key(&login)
            || self.any_user.load(Ordering::SeqCst) && self.has_user_ended(&user_id(), issued_at)
    }

    fn has_user_ended(&self, user_id: &IdBuffer, issued_at: Timestamp) -> bool {
        let users = read(&self.users);
        user_id.as_bytes().and_then(|id| users.map.get(id)).is_some_and(|ended| issued_at <= ended.at)
    }

    /// The earliest moment at which a new log-in of this user counts as issued after whatever ended.
    pub(crate) fn first_valid_issue(&self, user_id: &[u8], now: Timestamp) -> Timestamp {
        let after_user = read(&self.users).map.get(user_id).map_or(now, |ended| ended.at.after(ONE_SECOND));
        let issue = now.max(after_user).max(self.horizon().after(ONE_SECOND));
        self.latest_issue.fetch_max(issue.to_seconds(), Ordering::SeqCst);
        issue
    }

    fn horizon(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.horizon.load(Ordering::SeqCst).into())
    }

    fn shard(&self, login: LoginId) -> &Shard {
        // The id is random, so any byte of it spreads evenly.
        &self.shards[usize::from(login.0[0]) % SHARDS]
    }
}

/// A panic elsewhere leaves a map that is still a map.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_000_000;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_unix_seconds(NOW + seconds)
    }

    fn id(number: u64) -> LoginId {
        let mut bytes = [0; 16];
        bytes[8..].copy_from_slice(&number.to_be_bytes());
        bytes[0] = u8::try_from(number % 251).unwrap_or(0);
        LoginId(bytes)
    }

    fn user(name: &str) -> IdBuffer {
        IdBuffer::of(&name.to_owned())
    }

    fn bytes(user: &IdBuffer) -> &[u8] {
        user.as_bytes().expect("a usable id")
    }

    fn no_user() -> IdBuffer {
        user("nobody")
    }

    #[test]
    fn what_ended_stays_ended_and_nothing_else_does() {
        let list = EndedLogins::new(1000);
        assert_eq!(list.end(id(1), at(60), at(0)), Ending::Done);
        assert_eq!(list.end(id(1), at(60), at(0)), Ending::HadEnded);
        assert!(list.contains(id(1), at(0), no_user));
        assert!(!list.contains(id(2), at(0), no_user));
    }

    #[test]
    fn ending_a_log_in_again_does_not_shorten_its_memory() {
        let list = EndedLogins::new(SHARDS);
        assert_eq!(list.end(id(1), at(60), at(0)), Ending::Done);
        assert_eq!(list.end(id(1), at(5), at(0)), Ending::HadEnded);
        // Of the same shard.
        assert_eq!(list.end(id(1 + 251), at(60), at(10)), Ending::ListWasFull);
    }

    #[test]
    fn memory_is_bounded_by_what_is_still_worth_remembering() {
        let list = EndedLogins::new(1 << 20);
        for second in 0..200_000 {
            assert_eq!(list.end(id(second), at(second + 100), at(second)), Ending::Done);
        }
        let kept: usize = list.shards.iter().map(|shard| read(shard).map.len()).sum();
        assert!(kept < 20_000, "{kept} of 200000 kept, of which 100 matter");
        assert!(list.contains(id(199_999), at(0), no_user));
    }

    #[test]
    fn a_full_list_ends_everything_rather_than_forget_something() {
        let list = EndedLogins::new(SHARDS);
        let is_full = |number| list.end(id(number), at(1_000_000), at(5)) == Ending::ListWasFull;
        let full = (0..1000).any(is_full);
        assert!(full);
        assert!((0..1000).all(|number| list.contains(id(number), at(5), no_user)));
        let again = list.first_valid_issue(b"user", at(5));
        assert!(!list.contains(id(5000), again, no_user), "a new log-in is let in at once");
        let full_again = (2000..3000).any(is_full);
        assert!(full_again && list.contains(id(5000), again, no_user), "and ended with the next full list");
    }

    #[test]
    fn a_full_list_is_full_once() {
        let list = EndedLogins::new(1 << 14);
        let is_full = |login| list.end(login, at(1_000_000), at(5)) == Ending::ListWasFull;
        let random = || LoginId::random().expect("randomness");
        let full = (0..2 << 14).filter(|_| is_full(random())).count();
        assert!((1..=3).contains(&full), "every log-in ended {full} times for twice as many as fit");
    }

    #[test]
    fn ending_a_user_spares_others_and_the_next_log_in() {
        let list = EndedLogins::new(1000);
        let _ = list.end_user(bytes(&user("ada")), at(100), at(10));
        assert!(list.contains(id(1), at(10), || user("ada")));
        assert!(!list.contains(id(1), at(10), || user("bob")));
        let issued = list.first_valid_issue(bytes(&user("ada")), at(10));
        assert_eq!(issued.since(at(10)), Duration::from_secs(1));
        assert!(!list.contains(id(2), issued, || user("ada")));
        assert_eq!(list.first_valid_issue(bytes(&user("bob")), at(10)), at(10));
        let _ = list.end_user(bytes(&user("ada")), at(100), at(10));
        assert!(list.contains(id(2), issued, || user("ada")), "ended again within the same second");
    }

    #[test]
    fn concurrent_log_outs_are_all_kept() {
        let list = EndedLogins::new(1 << 20);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let list = &list;
                scope.spawn(move || {
                    for number in 0..5_000 {
                        assert_eq!(list.end(id(thread * 5_000 + number), at(100), at(0)), Ending::Done);
                    }
                });
            }
        });
        assert!((0..20_000).all(|number| list.contains(id(number), at(0), no_user)));
    }
}
