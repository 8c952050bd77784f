//! The users, the same ones in every variant: a hundred in a map.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::FromRef;
use login_runtime::UserMixin;

/// Who logs in.
pub(crate) const ID: u64 = 7;
/// What `/me` answers to them.
pub(crate) const NAME: &str = "user 7";

#[derive(Clone, Debug, UserMixin)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: Arc<str>,
    #[user(session_stamp)]
    pub(crate) password_hash: Arc<str>,
}

#[derive(Clone, Debug)]
pub(crate) struct Users(Arc<HashMap<u64, User>>);

impl Users {
    pub(crate) fn get(&self, id: u64) -> Option<User> {
        self.0.get(&id).cloned()
    }

    /// The user who logs in; checking a password is the same work everywhere and is left out.
    pub(crate) fn who_logs_in(&self) -> User {
        self.0[&ID].clone()
    }
}

impl Default for Users {
    fn default() -> Self {
        let user = |id: u64| User {
            id,
            name: format!("user {id}").into(),
            password_hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$".into(),
        };
        Self(Arc::new((0..100).map(|id| (id, user(id))).collect()))
    }
}

/// The state of the variants that keep nothing else.
#[derive(Clone, Debug, Default, FromRef)]
pub(crate) struct App {
    pub(crate) users: Users,
}
