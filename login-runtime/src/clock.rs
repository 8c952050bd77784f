//! Time: the only place that reads a clock, so that tests replace it and never sleep.

use std::fmt::{self, Debug};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[cfg(target_os = "linux")]
use nix::time::{ClockId, clock_gettime};

/// A moment in whole seconds since 1970-01-01 UTC.
///
/// The range is 1970 to February 2106 (32 bits, which with an integer id keeps what is signed of a ticket within one block
/// of SHA-256). Arithmetic saturates at both ends, so a clock that is far off expires sessions and never panics.
///
/// ```
/// use login_runtime::Timestamp;
/// use std::time::Duration;
///
/// let noon = Timestamp::from_unix_seconds(1_000_000);
/// assert_eq!(noon.after(Duration::from_secs(60)).since(noon), Duration::from_secs(60));
/// assert_eq!(noon.since(Timestamp::MAX), Duration::ZERO);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u32);

impl Timestamp {
    /// The last moment that can be told: 2106-02-07.
    pub const MAX: Self = Self(u32::MAX);

    /// How far the clocks of several machines may differ: 2 minutes. Moments further ahead are not believed.
    pub(crate) const SKEW: Duration = Duration::from_secs(120);

    /// Makes a timestamp from seconds since 1970; later than [`Timestamp::MAX`] becomes `MAX`.
    ///
    /// ```
    /// # use login_runtime::Timestamp;
    /// assert_eq!(Timestamp::from_unix_seconds(u64::MAX), Timestamp::MAX);
    /// ```
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self(u32::try_from(seconds).unwrap_or(u32::MAX))
    }

    /// Returns the seconds since 1970.
    ///
    /// ```
    /// # use login_runtime::Timestamp;
    /// assert_eq!(Timestamp::from_unix_seconds(1_767_225_600).as_unix_seconds(), 1_767_225_600);
    /// ```
    #[must_use]
    pub fn as_unix_seconds(self) -> u64 {
        u64::from(self.0)
    }

    /// Returns the moment `duration` later, at most [`Timestamp::MAX`]; parts of a second are dropped.
    ///
    /// ```
    /// # use login_runtime::Timestamp;
    /// # use std::time::Duration;
    /// let start = Timestamp::from_unix_seconds(100);
    /// assert_eq!(start.after(Duration::from_millis(1_900)), Timestamp::from_unix_seconds(101));
    /// assert_eq!(Timestamp::MAX.after(Duration::from_secs(1)), Timestamp::MAX);
    /// ```
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self::from_unix_seconds(self.as_unix_seconds().saturating_add(duration.as_secs()))
    }

    /// Returns the time passed since `earlier`; zero when `earlier` is in the future.
    ///
    /// ```
    /// # use login_runtime::Timestamp;
    /// # use std::time::Duration;
    /// let (early, late) = (Timestamp::from_unix_seconds(100), Timestamp::from_unix_seconds(160));
    /// assert_eq!(late.since(early), Duration::from_secs(60));
    /// assert_eq!(early.since(late), Duration::ZERO);
    /// ```
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::from(self.0.saturating_sub(earlier.0)))
    }

    /// Says whether this moment lies further ahead than clocks differ.
    pub(crate) fn is_ahead_of(self, now: Self) -> bool {
        self > now.after(Self::SKEW)
    }

    pub(crate) const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }

    pub(crate) const fn to_seconds(self) -> u32 {
        self.0
    }

    pub(crate) const fn to_bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }
}

/// Before 1970 it is the last moment that can be told, as a clock that shows such a time is wrong and nothing is to hold by it.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        time.duration_since(UNIX_EPOCH).map_or(Self::MAX, |passed| Self::from_unix_seconds(passed.as_secs()))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        UNIX_EPOCH + Duration::from_secs(time.as_unix_seconds())
    }
}

/// Tells the time to the [`LoginManager`](crate::LoginManager).
///
/// Replace it in tests with a [`ManualClock`]:
///
/// ```
/// use login_runtime::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::default();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().since(before), Duration::from_secs(90));
/// ```
pub trait Clock: Debug + Send + Sync + 'static {
    /// Returns the present moment.
    ///
    /// ```
    /// use login_runtime::{Clock, Key, LoginManager, Timestamp};
    ///
    /// #[derive(Debug)]
    /// struct Stopped;
    ///
    /// impl Clock for Stopped {
    ///     fn now(&self) -> Timestamp {
    ///         Timestamp::from_unix_seconds(1_767_225_600)
    ///     }
    /// }
    ///
    /// let manager = LoginManager::new(Key::generate()?).clock(Stopped).build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn now(&self) -> Timestamp;
}

/// The clock of the operating system, the default.
///
/// On Linux it tells the seconds as of the kernel's last tick, which is at most 10 milliseconds ago.
///
/// ```
/// use login_runtime::{Clock, SystemClock};
/// use std::time::{Duration, SystemTime};
///
/// let passed = SystemTime::from(SystemClock.now()).duration_since(SystemTime::UNIX_EPOCH)?;
/// assert!(SystemTime::UNIX_EPOCH.elapsed()? - passed < Duration::from_secs(60));
/// # Ok::<(), std::time::SystemTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        system_time()
    }
}

/// The kernel keeps the time of its last tick at hand. To ask for more than whole seconds need takes five times as long.
#[cfg(target_os = "linux")]
fn system_time() -> Timestamp {
    let time = clock_gettime(ClockId::CLOCK_REALTIME_COARSE);
    let seconds = time.ok().and_then(|time| u64::try_from(time.tv_sec()).ok());
    // As for `SystemTime`, below.
    seconds.map_or(Timestamp::MAX, Timestamp::from_unix_seconds)
}

#[cfg(not(target_os = "linux"))]
fn system_time() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
    SystemTime::now().into()
}

/// A clock that is shared with the rest of an application.
impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

/// A clock that moves only when told to; clones show the same time.
///
/// It starts at 2026-01-01 00:00 UTC.
///
/// ```
/// use login_runtime::{Clock, ManualClock};
/// use std::time::Duration;
///
/// let clock = ManualClock::default();
/// let same = clock.clone(); // one goes to the manager, one stays with the test
/// same.advance(Duration::from_secs(60));
/// assert_eq!(clock.now(), same.now());
/// assert_eq!(clock.now().as_unix_seconds(), 1_767_225_600 + 60);
/// ```
#[derive(Clone)]
pub struct ManualClock(Arc<AtomicU32>);

impl ManualClock {
    /// Moves the clock forward; parts of a second are dropped.
    ///
    /// ```
    /// # use login_runtime::{Clock, ManualClock};
    /// # use std::time::Duration;
    /// let clock = ManualClock::default();
    /// let before = clock.now();
    /// clock.advance(Duration::from_secs(15 * 60));
    /// assert_eq!(clock.now().since(before), Duration::from_secs(15 * 60));
    /// ```
    pub fn advance(&self, duration: Duration) {
        self.set(self.now().after(duration));
    }

    /// Sets the clock, also backwards.
    ///
    /// ```
    /// # use login_runtime::{Clock, ManualClock, Timestamp};
    /// let clock = ManualClock::default();
    /// clock.set(Timestamp::from_unix_seconds(0));
    /// assert_eq!(clock.now().as_unix_seconds(), 0);
    /// ```
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self(Arc::new(AtomicU32::new(1_767_225_600)))
    }
}

impl Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ManualClock").field(&self.now()).finish()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
