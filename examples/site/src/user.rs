//! Who can be logged in, and how the library finds them.

use axum::extract::State;
use login_runtime::{CurrentUser, UserMixin, current_user, user_loader};
use sqlx::SqlitePool;

use crate::{
    access::{AppRole, People},
    db,
    password::PasswordHash,
};

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
    /// What the person may do, as of this request.
    #[user(role)]
    pub(crate) role: AppRole,
}

impl User {
    /// For the navigation: the pages themselves ask their rules.
    pub(crate) fn manages_people(&self) -> bool {
        self.has_permission(People::Manage)
    }
}

/// Who is there, for templates: none of them has to be told.
pub(crate) fn current() -> Option<CurrentUser<User>> {
    current_user()
}

#[user_loader]
async fn load_user(id: i64, State(db): State<SqlitePool>) -> sqlx::Result<Option<User>> {
    db::user_by_id(&db, id).await
}
