//! The users of the test site, in memory, and what may happen to them behind the library's back.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::State;
use login_runtime::{UserMixin, user_loader};

#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) name: String,
    #[user(session_stamp)]
    pub(crate) password_hash: String,
    #[user(active)]
    pub(crate) enabled: bool,
}

/// The store, which is also the state of the site. Clones are the same store.
#[derive(Clone)]
pub(crate) struct Users(Arc<Store>);

struct Store {
    by_name: Mutex<BTreeMap<String, User>>,
    is_failing: AtomicBool,
    loads: AtomicUsize,
    mix_up: Mutex<Option<String>>,
}

/// What the store says when it fails. The text is looked for in the log.
#[derive(Debug)]
pub(crate) struct StoreDown;

impl Display for StoreDown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the store is down")
    }
}

impl Error for StoreDown {}

#[user_loader]
async fn load_user(id: i64, State(users): State<Users>) -> Result<Option<User>, StoreDown> {
    // As a real store would, so that requests meet in the middle of a load.
    tokio::task::yield_now().await;
    users.load(id)
}

impl Users {
    /// Ada is user 1, Bob user 2, Cleo user 3.
    pub(crate) fn new() -> Self {
        let by_name = (1..).zip(["ada", "bob", "cleo"]).map(|(id, name)| {
            let password_hash = format!("$argon2id$hash-of-{name}");
            (name.to_owned(), User { id, name: name.to_owned(), password_hash, enabled: true })
        });
        Self(Arc::new(Store {
            by_name: Mutex::new(by_name.collect()),
            is_failing: AtomicBool::new(false),
            loads: AtomicUsize::new(0),
            mix_up: Mutex::new(None),
        }))
    }

    pub(crate) fn find(&self, name: &str) -> User {
        self.lock().get(name).expect("a known user").clone()
    }

    pub(crate) fn change(&self, name: &str, change: impl FnOnce(&mut User)) {
        change(self.lock().get_mut(name).expect("a known user"));
    }

    pub(crate) fn delete(&self, name: &str) {
        self.lock().remove(name);
    }

    pub(crate) fn switch_on(&self, name: &str, enabled: bool) {
        self.change(name, |user| user.enabled = enabled);
    }

    pub(crate) fn change_password(&self, name: &str) {
        self.change(name, |user| user.password_hash.push_str("-new"));
    }

    /// Makes every load fail, or work again.
    pub(crate) fn fail(&self, is_failing: bool) {
        self.0.is_failing.store(is_failing, Ordering::SeqCst);
    }

    /// Makes every load answer with this user, whoever was asked for.
    pub(crate) fn mix_up(&self, name: &str) {
        *self.0.mix_up.lock().expect("no test panics while it holds the store") = Some(name.to_owned());
    }

    /// How often a user was loaded since this was last asked.
    pub(crate) fn loads(&self) -> usize {
        self.0.loads.swap(0, Ordering::SeqCst)
    }

    fn load(&self, id: i64) -> Result<Option<User>, StoreDown> {
        self.0.loads.fetch_add(1, Ordering::SeqCst);
        if self.0.is_failing.load(Ordering::SeqCst) {
            return Err(StoreDown);
        }
        if let Some(name) = &*self.0.mix_up.lock().expect("no test panics while it holds the store") {
            return Ok(Some(self.find(name)));
        }
        Ok(self.lock().values().find(|user| user.id == id).cloned())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, User>> {
        self.0.by_name.lock().expect("no test panics while it holds the store")
    }
}
