//! The memory of what ended before its time: all there is without a ledger, and beside one what orders the requests of this process.
//!
//! A ticket proves that we made it, not that it still holds: a copy of it outlives the log-out of its owner. So the
//! ids of ended log-ins are kept, each until its tickets would have expired anyway, and in a bounded space.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use crate::clock::Timestamp;
use crate::events::Event;
use crate::ticket::LoginId;
use crate::user::IdBuffer;

const ONE_SECOND: Duration = Duration::from_secs(1);

/// Log-ins spread over this many locks, so that concurrent requests seldom meet.
const SHARDS: usize = 64;

/// How long the response that carries a new id may be under way, while another tab still sends the old one: 2 minutes.
const UNDER_WAY: Duration = Duration::from_secs(120);

/// How many log-ins of one user one part of a full list may hold, some 4,000 in all; or half of a small part.
const FAIR_SHARE: usize = 64;

/// Which log-ins ended early, in this process.
#[derive(Debug)]
pub(crate) struct EndedLogins {
    /// By log-in id.
    shards: Box<[Shard]>,
    shard_capacity: usize,
    /// Whether any log-in ever ended early: until then no request takes a lock.
    any_login: AtomicBool,
    users: RwLock<Entries<UserKey, EndedUser, BuildHasherDefault<AsItIs>>>,
    /// Makes the keys of users.
    keys: RandomState,
    user_capacity: usize,
    /// How long the tickets of a log-in may be good for.
    longest: Duration,
    any_user: AtomicBool,
    /// Log-ins that go on under another id, while a request by the old one may still come.
    successors: RwLock<Entries<LoginId, Successor, BuildHasherDefault<AsItIs>>>,
    /// Every log-in issued up to this moment has ended: the answer to a full list.
    horizon: AtomicU32,
    /// No log-in was issued later than this.
    latest_issue: AtomicU32,
    /// The latest moment at which something was forgotten or ended up to now: a clock that shows less was set back since.
    reached: AtomicU32,
}

type Shard = RwLock<Entries<LoginId, EndedLogin, BuildHasherDefault<AsItIs>>>;

/// A user, in few bytes: a digest that nobody else can make. Should two users share one, both have to log in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UserKey([u8; 8]);

#[derive(Clone, Copy, Debug)]
struct EndedLogin {
    /// When its last ticket would have expired.
    until: Timestamp,
    user: UserKey,
}

/// The hash of what is random already: some of its own bits. Nobody can choose what meets in one place, as we draw ids and key the
/// digests, and none is looked up before the MAC of its ticket held.
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
    /// When the latest log-in since was issued: a second ahead of the clock, right after such an end.
    issued: Timestamp,
}

/// The id under which a log-in goes on.
#[derive(Clone, Copy, Debug)]
struct Successor {
    login: LoginId,
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
    /// Forgets what is not worth keeping, now and then; says whether there was any.
    fn sweep(&mut self, capacity: usize, is_worth_keeping: impl Fn(&V) -> bool) -> bool {
        let before = self.map.len();
        if before >= self.sweep_at.min(capacity) {
            self.map.retain(|_, entry| is_worth_keeping(entry));
            self.sweep_at = (self.map.len() * 2).max(64);
        }
        self.map.len() < before
    }
}

impl<K, H> Entries<K, EndedLogin, H> {
    /// The users with more than their share of the entries.
    fn greedy(&self) -> HashSet<UserKey> {
        let mut counts = HashMap::<UserKey, usize>::new();
        for ended in self.map.values() {
            *counts.entry(ended.user).or_default() += 1;
        }
        let fair = (self.map.len() / 2).clamp(1, FAIR_SHARE);
        counts.into_iter().filter(|(_, count)| *count > fair).map(|(user, _)| user).collect()
    }
}

impl EndedLogins {
    pub(crate) fn new(capacity: usize, longest: Duration) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| RwLock::default()).collect(),
            shard_capacity: capacity.div_ceil(SHARDS),
            any_login: AtomicBool::new(false),
            users: RwLock::default(),
            keys: RandomState::new(),
            user_capacity: capacity,
            longest,
            any_user: AtomicBool::new(false),
            successors: RwLock::default(),
            horizon: AtomicU32::new(0),
            latest_issue: AtomicU32::new(0),
            reached: AtomicU32::new(0),
        }
    }

    /// The key of a user, by the id as a ticket holds it.
    pub(crate) fn key(&self, user_id: &[u8]) -> UserKey {
        UserKey(self.keys.hash_one(user_id).to_ne_bytes())
    }

    /// Ends a log-in of a user, whose tickets expire at `until` at the latest. Where it goes on under another id, whoever finds
    /// that it has ended finds that id too.
    #[must_use = "a full list must be told"]
    pub(crate) fn end(
        &self,
        login: LoginId,
        successor: Option<LoginId>,
        user: UserKey,
        until: Timestamp,
        now: Timestamp,
    ) -> Ending {
        let mut shard = write(self.shard(login));
        if let Some(earlier) = shard.map.get_mut(&login) {
            // Whoever ends it again may know of fewer tickets than whoever ended it first.
            earlier.until = until.max(earlier.until);
            return Ending::HadEnded;
        }
        if shard.sweep(self.shard_capacity, |ended| is_worth_keeping(ended.until, now)) {
            self.note_time(now);
        }
        if shard.map.len() >= self.shard_capacity {
            let greedy = shard.greedy();
            drop(shard);
            return match self.make_room(&greedy, now) {
                Ending::Done if !greedy.contains(&user) => self.end(login, successor, user, until, now),
                ending => ending,
            };
        }
        if let Some(successor) = successor {
            self.go_on(login, successor, now);
        }
        shard.map.insert(login, EndedLogin { until, user });
        self.any_login.store(true, Ordering::SeqCst);
        Ending::Done
    }

    /// Notes that a log-in that ended goes on under another id. Where there is no room it is not noted: a log-out by
    /// the old id then misses the new one, for 2 minutes.
    fn go_on(&self, login: LoginId, successor: LoginId, now: Timestamp) {
        let mut successors = write(&self.successors);
        successors.sweep(self.user_capacity, |successor| successor.until >= now);
        if successors.map.len() < self.user_capacity {
            successors.map.insert(login, Successor { login: successor, until: now.after(UNDER_WAY) });
        }
    }

    /// The id under which a log-in goes on, if it does since a moment ago.
    pub(crate) fn successor(&self, login: LoginId, now: Timestamp) -> Option<LoginId> {
        let successor = *read(&self.successors).map.get(&login)?;
        (successor.until >= now).then_some(successor.login)
    }

    /// Ends every log-in of those who have more than their share of the list, which takes less memory than one by one; and where there
    /// are none, everybody's. Else one person could end everybody's, by logging in and out again and again.
    #[cold]
    fn make_room(&self, greedy: &HashSet<UserKey>, now: Timestamp) -> Ending {
        if greedy.is_empty() {
            self.forget_all(now);
            return Ending::ListWasFull;
        }
        let mut was_full = self.end_users(greedy, now);
        for shard in &*self.shards {
            write(shard).map.retain(|_, ended| !greedy.contains(&ended.user));
        }
        // What was issued to them while that went on may have ended in it.
        was_full |= self.end_users(greedy, now);
        if was_full {
            return Ending::ListWasFull;
        }
        Event::EndedListHeldByFew { users: greedy.len() }.emit();
        Ending::Done
    }

    /// Ends every log-in of some users; says whether the list of users was full, and everybody's ended.
    fn end_users(&self, users: &HashSet<UserKey>, now: Timestamp) -> bool {
        let mut was_full = false;
        for user in users {
            was_full |= self.end_user(*user, now) == Ending::ListWasFull;
        }
        was_full
    }

    /// Ends every log-in of a user issued up to `now`.
    #[must_use = "a full list must be told"]
    pub(crate) fn end_user(&self, user: UserKey, now: Timestamp) -> Ending {
        let until = now.after(self.longest);
        let horizon = self.horizon();
        let mut users = write(&self.users);
        users.sweep(self.user_capacity, |ended| is_worth_keeping(ended.until, now));
        if users.map.len() >= self.user_capacity && !users.map.contains_key(&user) {
            drop(users);
            self.forget_all(now);
            return Ending::ListWasFull;
        }
        // A log-in may have been issued a second ahead of the clock: right after an end. Ending further ahead than that would
        // lock the user out, a second for each time that nobody had logged in between.
        let after_horizon = if horizon >= now { horizon.after(ONE_SECOND) } else { now };
        // So it may have been before the clock was set back a little; the next one is still believed.
        let latest = self.latest_believed(now).min(now.after(Timestamp::SKEW.saturating_sub(ONE_SECOND)));
        let at = users.map.get(&user).map_or(now, |ended| ended.issued).max(after_horizon).max(latest);
        users.map.insert(user, EndedUser { at, until, issued: at });
        self.note_time(now);
        self.any_user.store(true, Ordering::SeqCst);
        Ending::Done
    }

    /// Ends every log-in up to now, so that each single one can be forgotten.
    fn forget_all(&self, now: Timestamp) {
        self.end_all(now);
        // All of it, as the other parts are about as full: each would end every log-in once more.
        for shard in &*self.shards {
            write(shard).map.clear();
        }
        write(&self.users).map.clear();
        // What was issued while that went on may have ended in it.
        self.end_all(now);
    }

    fn end_all(&self, now: Timestamp) {
        let horizon = self.latest_believed(now);
        self.horizon.fetch_max(horizon.to_seconds(), Ordering::SeqCst);
        self.note_time(now);
    }

    /// The latest issue that is not ahead of the clocks: nothing is issued later, unless a clock was.
    fn latest_believed(&self, now: Timestamp) -> Timestamp {
        let latest = Timestamp::from_unix_seconds(self.latest_issue.load(Ordering::SeqCst).into());
        latest.min(now.after(Timestamp::SKEW)).max(now)
    }

    /// Notes what the clock shows, as it is gone by.
    fn note_time(&self, now: Timestamp) {
        self.reached.fetch_max(now.to_seconds(), Ordering::SeqCst);
    }

    /// Begins anew after the clock was set back, with every log-in ended: some were forgotten as expired that may not have
    /// been, and what ended ahead of the clock would lock people out until it gets there.
    fn watch_clock(&self, now: Timestamp) {
        if self.is_set_back(now) {
            self.begin_anew(now);
        }
    }

    #[cold]
    fn begin_anew(&self, now: Timestamp) {
        let mut users = write(&self.users);
        if !self.is_set_back(now) {
            // Another request was quicker.
            return;
        }
        users.map.clear();
        self.horizon.store(self.latest_believed(now).to_seconds(), Ordering::SeqCst);
        self.reached.store(now.to_seconds(), Ordering::SeqCst);
        drop(users);
        Event::ClockSetBack.emit();
    }

    fn is_set_back(&self, now: Timestamp) -> bool {
        Timestamp::from_unix_seconds(self.reached.load(Ordering::SeqCst).into()).is_ahead_of(now)
    }

    /// Says whether a log-in ended early.
    pub(crate) fn contains(
        &self,
        login: LoginId,
        issued_at: Timestamp,
        user_id: impl FnOnce() -> IdBuffer,
        now: Timestamp,
    ) -> bool {
        self.watch_clock(now);
        // In the order opposite to that in which room is made: whatever is no longer found was covered by the next one before.
        self.any_login.load(Ordering::SeqCst) && read(self.shard(login)).map.contains_key(&login)
            || self.any_user.load(Ordering::SeqCst) && self.has_user_ended(&user_id(), issued_at)
            || issued_at <= self.horizon()
    }

    fn has_user_ended(&self, user_id: &IdBuffer, issued_at: Timestamp) -> bool {
        read(&self.users).map.get(&self.key(user_id.in_ticket())).is_some_and(|ended| issued_at <= ended.at)
    }

    /// The moment at which a new log-in of this user is issued: now, or as soon as it counts as later than whatever ended.
    /// `None` when that is further ahead than clocks differ, and would not be believed.
    pub(crate) fn issue(&self, user: UserKey, now: Timestamp) -> Option<Timestamp> {
        self.watch_clock(now);
        let mut users = write(&self.users);
        let ended = users.map.get_mut(&user);
        let after_user = ended.as_ref().map_or(now, |ended| ended.at.after(ONE_SECOND));
        let issue = now.max(after_user).max(self.horizon().after(ONE_SECOND));
        if issue.is_ahead_of(now) {
            return None;
        }
        if let Some(ended) = ended {
            ended.issued = issue.max(ended.issued);
        }
        self.latest_issue.fetch_max(issue.to_seconds(), Ordering::SeqCst);
        Some(issue)
    }

    fn horizon(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.horizon.load(Ordering::SeqCst).into())
    }

    fn shard(&self, login: LoginId) -> &Shard {
        // The id is random, so any byte of it spreads evenly.
        &self.shards[usize::from(login.0[0]) % SHARDS]
    }
}

/// Says whether tickets may still be about that expire at `until`. Clocks are set back a little all the time.
fn is_worth_keeping(until: Timestamp, now: Timestamp) -> bool {
    until.after(Timestamp::SKEW) >= now
}

/// A panic elsewhere leaves a map that is still a map.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "ended_tests.rs"]
mod tests;
