//! Slows down password guessing: a few failures per name, then a pause.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use login_runtime::{Clock, Timestamp};

/// Tries within one [`WINDOW`].
const TRIES: u32 = 10;
const WINDOW: Duration = Duration::from_mins(15);
/// Bounds the memory: a flood of invented names must not fill it. 10,000 entries are less than a megabyte.
const MOST_NAMES: usize = 10_000;

/// Counts the tries of each name, unknown names too, or the pause would tell which names exist.
///
/// It lives in this process: several servers behind one address would each count for themselves. Whoever guesses at
/// a name also keeps its owner from logging in anew for a while; open sessions go on.
#[derive(Clone, Debug)]
pub(crate) struct Throttle {
    clock: Arc<dyn Clock>,
    hasher: RandomState,
    names: Arc<Mutex<HashMap<u64, Tries>>>,
}

#[derive(Clone, Copy, Debug)]
struct Tries {
    since: Timestamp,
    count: u32,
}

impl Throttle {
    pub(crate) fn new(clock: impl Clock) -> Self {
        Self { clock: Arc::new(clock), hasher: RandomState::new(), names: Arc::default() }
    }

    /// Counts one try, before the password is checked: a hundred tries sent at once are a hundred tries.
    ///
    /// The error is the time to wait.
    pub(crate) fn count_try(&self, username: &str) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut names = self.lock();
        if names.len() >= MOST_NAMES {
            names.retain(|_, tries| now.since(tries.since) < WINDOW);
        }
        if names.len() >= MOST_NAMES {
            // A flood is of names that were tried once or twice; the one that somebody guesses at stays.
            let fewest = names.values().map(|tries| tries.count).min().unwrap_or(0);
            names.retain(|_, tries| tries.count > fewest);
        }
        let tries = names.entry(self.key(username)).or_insert(Tries { since: now, count: 0 });
        let age = now.since(tries.since);
        if age >= WINDOW {
            *tries = Tries { since: now, count: 0 };
        } else if tries.count >= TRIES {
            return Err(WINDOW.saturating_sub(age));
        }
        tries.count += 1;
        Ok(())
    }

    /// Takes back one try, of a password that nobody looked at.
    pub(crate) fn give_back(&self, username: &str) {
        if let Some(tries) = self.lock().get_mut(&self.key(username)) {
            tries.count = tries.count.saturating_sub(1);
        }
    }

    /// Forgets a name's tries: the password was right.
    pub(crate) fn forget(&self, username: &str) {
        self.lock().remove(&self.key(username));
    }

    /// A number of fixed size in place of the name, which may be as long as the sender likes.
    fn key(&self, username: &str) -> u64 {
        self.hasher.hash_one(username.trim().to_ascii_lowercase())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Tries>> {
        // A panic in another thread leaves counts behind, and counts are never half written.
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use login_runtime::ManualClock;

    #[test]
    fn tries_run_out_for_one_name_and_come_back_after_the_window() {
        let clock = ManualClock::default();
        let throttle = Throttle::new(clock.clone());
        for _ in 0..TRIES {
            assert_eq!(Ok(()), throttle.count_try("Ann"));
        }
        clock.advance(Duration::from_mins(1));
        assert_eq!(Err(Duration::from_mins(14)), throttle.count_try(" ann"));
        assert_eq!(Ok(()), throttle.count_try("bob"));
        clock.advance(WINDOW);
        assert_eq!(Ok(()), throttle.count_try("ann"));
    }

    #[test]
    fn a_right_password_gives_all_tries_back() {
        let throttle = Throttle::new(ManualClock::default());
        for _ in 0..3 * TRIES {
            assert_eq!(Ok(()), throttle.count_try("ann"));
            throttle.forget("ANN");
        }
    }

    #[test]
    fn a_try_that_was_none_is_given_back() {
        let throttle = Throttle::new(ManualClock::default());
        for _ in 0..3 * TRIES {
            assert_eq!(Ok(()), throttle.count_try("ann"));
            throttle.give_back("Ann");
        }
        throttle.give_back("nobody");
    }

    #[test]
    fn a_flood_of_names_does_not_fill_the_memory() {
        let throttle = Throttle::new(ManualClock::default());
        for _ in 0..TRIES {
            assert_eq!(Ok(()), throttle.count_try("ann"));
        }
        for number in 0..2 * MOST_NAMES {
            assert_eq!(Ok(()), throttle.count_try(&number.to_string()));
        }
        assert!(throttle.lock().len() <= MOST_NAMES);
        assert_eq!(Err(WINDOW), throttle.count_try("ann"), "nor give her tries back");
    }
}
