//! What the tests of rules and of log-ins start from.

use argon2::Params;
use login_runtime::{SqliteLedger, SystemClock};

use crate::{AppState, Passwords, access::AppRole, db, post::Post, rules::Username, user::User};

/// The site with its first people and posts.
pub(super) struct Site {
    pub(super) state: AppState,
    _folder: tempfile::TempDir,
}

impl Site {
    pub(super) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let db = db::open_database(&folder.path().join("site.sqlite")).await.expect("a database");
        let passwords =
            Passwords::new(Params::new(8, 1, 1, None).expect("valid parameters")).expect("a hasher");
        db::seed(&db, &passwords, "correct horse battery staple").await.expect("people and posts");
        let hash = passwords.hash("quite another password".to_owned()).await.expect("a hash");
        for (name, role) in [("member", AppRole::Member), ("ann", AppRole::Author)] {
            let name = Username::parse(name).expect("a name");
            db::insert_user(&db, &name, &hash, role).await.expect("a user");
        }
        Self { state: AppState::new(db, passwords, SystemClock), _folder: folder }
    }

    pub(super) async fn ledger(&self) -> SqliteLedger {
        SqliteLedger::new(self.state.db.clone()).await.expect("a table")
    }

    pub(super) async fn user(&self, name: &str) -> User {
        db::user_by_name(&self.state.db, name).await.expect("a database").expect("a user")
    }

    pub(super) async fn post(&self, id: i64) -> Post {
        db::post_by_id(&self.state.db, id).await.expect("a database").expect("a post")
    }
}
