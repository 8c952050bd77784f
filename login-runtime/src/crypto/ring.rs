//! The key ring, and the keys derived from each of its secrets.

use std::collections::HashSet;
use std::fmt::{self, Debug};

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit};
use sha2::Sha256;
use siphasher::sip::SipHasher13;
use zeroize::Zeroizing;

use super::Key;
use crate::cookie::CookieNames;

/// The active key, and retired ones whose tickets are still accepted.
///
/// New tickets are made with the active key. A ticket of a retired key keeps its person logged in and is re-made
/// with the active one at the next request, so rotating a key logs nobody out; drop the retired key once the
/// longest lifetime (30 days of remember me, unless set otherwise) has passed.
///
/// ```
/// use login_runtime::{Key, KeyRing};
///
/// let (new, old) = (Key::generate()?, Key::generate()?);
/// let ring = KeyRing::new(new).retire(old);
/// assert_eq!(format!("{ring:?}"), "KeyRing { keys: 2, .. }");
/// # Ok::<(), login_runtime::KeyError>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    active: Key,
    retired: Vec<Key>,
}

impl KeyRing {
    /// Makes a ring of one key, the active one.
    ///
    /// ```
    /// # use login_runtime::{Key, KeyRing, LoginManager};
    /// let manager = LoginManager::new(KeyRing::new(Key::generate()?)).build()?; // a `Key` alone does as well
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(active: Key) -> Self {
        Self { active, retired: Vec::new() }
    }

    /// Adds a key that no longer makes tickets, and whose tickets are still accepted.
    ///
    /// ```
    /// # use login_runtime::{ConfigProblem, Key, KeyRing, LoginManager};
    /// let (new, old) = (Key::generate()?, Key::generate()?);
    /// LoginManager::new(KeyRing::new(new).retire(old.clone())).build()?;
    ///
    /// let error = LoginManager::new(KeyRing::new(old.clone()).retire(old)).build().unwrap_err();
    /// assert_eq!(error.problems(), [ConfigProblem::DuplicateKey]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use = "the ring is returned with the retired key in it"]
    pub fn retire(mut self, retired: Key) -> Self {
        self.retired.push(retired);
        self
    }

    /// Says whether the same secret stands in the ring twice.
    pub(crate) fn has_duplicate(&self) -> bool {
        let mut seen = HashSet::from([self.active.bytes()]);
        !self.retired.iter().all(|key| seen.insert(key.bytes()))
    }

    /// Derives every key the manager needs: the active ones, and those of each retired key.
    pub(crate) fn derive(&self, application: &str, names: &CookieNames) -> (KeySet, Vec<KeySet>) {
        let derive = |key| KeySet::derive(key, application, names);
        (derive(&self.active), self.retired.iter().map(derive).collect())
    }
}

impl From<Key> for KeyRing {
    fn from(active: Key) -> Self {
        Self::new(active)
    }
}

impl Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("keys", &(1 + self.retired.len())).finish_non_exhaustive()
    }
}

/// What a ticket is for. The number stands in the ticket, and the key differs for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Session = 1,
    Remember = 2,
    Flash = 4,
    Next = 8,
}

/// Everything derived from one secret of the ring.
pub(crate) struct KeySet {
    pub(crate) id: [u8; 2],
    session: Hmac<Sha256>,
    remember: Hmac<Sha256>,
    flash: Hmac<Sha256>,
    next: Hmac<Sha256>,
    /// Digests are compared and the MAC vouches for them, so the rounds of a hash table's SipHash do.
    stamp: SipHasher13,
    fingerprint: SipHasher13,
    form: SipHasher13,
}

impl KeySet {
    fn derive(key: &Key, application: &str, names: &CookieNames) -> Self {
        let root = Hkdf::<Sha256>::new(Some(b"login-runtime ticket v1"), key.bytes());
        let mac = |purpose: &str, cookie: &str| {
            // A whole block of key, as HMAC would pad a shorter one.
            let key: Zeroizing<[u8; 64]> = expand(&root, [application, purpose, cookie]);
            Hmac::<Sha256>::new(&(*key).into())
        };
        let sip = |purpose: &str| {
            let key: Zeroizing<[u8; 16]> = expand(&root, [application, purpose, ""]);
            SipHasher13::new_with_key(&key)
        };
        Self {
            id: *expand(&root, ["", "key id", ""]),
            session: mac("session", &names.session),
            remember: mac("remember", &names.remember),
            flash: mac("flash", &names.flash),
            next: mac("next", &names.next),
            stamp: sip("stamp"),
            fingerprint: sip("fingerprint"),
            form: sip("form"),
        }
    }

    /// The MAC of tickets for `purpose`, keyed and ready: whoever clones it need not key it.
    pub(crate) fn mac(&self, purpose: Purpose) -> &Hmac<Sha256> {
        match purpose {
            Purpose::Session => &self.session,
            Purpose::Remember => &self.remember,
            Purpose::Flash => &self.flash,
            Purpose::Next => &self.next,
        }
    }

    /// Digests what [`UserMixin::session_stamp`](crate::UserMixin::session_stamp) feeds.
    pub(crate) fn stamp_hasher(&self) -> SipHasher13 {
        self.stamp
    }

    pub(crate) fn fingerprint_hasher(&self) -> SipHasher13 {
        self.fingerprint
    }

    pub(crate) fn form_hasher(&self) -> SipHasher13 {
        self.form
    }
}

impl Debug for KeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeySet(..)")
    }
}

/// Expands the root to `N` bytes for one context.
///
/// Each part goes in behind its length, so that `ab` + `c` and `a` + `bc` are two contexts. Binding the application,
/// the purpose and the cookie name into the key costs nothing per request, and a ticket moved to another cookie or
/// application meets another key there.
fn expand<const N: usize>(root: &Hkdf<Sha256>, context: [&str; 3]) -> Zeroizing<[u8; N]> {
    let mut info = Vec::new();
    for part in context {
        info.extend_from_slice(&(part.len() as u64).to_be_bytes());
        info.extend_from_slice(part.as_bytes());
    }
    let mut key = Zeroizing::new([0; N]);
    let expanded = root.expand(&info, &mut *key);
    assert!(expanded.is_ok(), "HKDF-SHA256 gives up to 8160 bytes, and N is 64 at most");
    key
}
