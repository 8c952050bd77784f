//! Who can be logged in, and how the library finds them.

use axum::extract::State;
use login_runtime::{UserMixin, user_loader};
use sqlx::SqlitePool;

use crate::{db, password::PasswordHash};

/// A row of the table `users`.
#[derive(Clone, Debug, UserMixin, sqlx::FromRow)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) username: String,
    /// A changed password ends the sessions in all other browsers.
    #[user(session_stamp)]
    pub(crate) password_hash: PasswordHash,
    /// Counted up by "log out everywhere".
    #[user(session_stamp)]
    pub(crate) session_epoch: i64,
    /// `false` refuses the person from the next request on.
    #[user(active)]
    pub(crate) enabled: bool,
    pub(crate) role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(rename_all = "lowercase")]
pub(crate) enum Role {
    Member,
    Admin,
}

impl User {
    pub(crate) fn is_admin(&self) -> bool {
        self.role == Role::Admin
    }
}

#[user_loader]
async fn load_user(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<User>> {
    db::user_by_id(&db, id).await
}
