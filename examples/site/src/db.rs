//! All of the site's SQL.

use std::{io, path::Path, time::Duration};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    error::StartError,
    password::{PasswordHash, Passwords},
    private_file,
    rules::Username,
    user::{Role, User},
};

/// Opens the database file, making it if need be, and brings its tables up to date.
///
/// # Errors
///
/// The file cannot be opened, or is not a database of this site.
pub async fn open_database(path: &Path) -> Result<SqlitePool, StartError> {
    // An empty file is an empty database. SQLite would make it readable by everybody, password hashes included.
    match private_file::create(path, b"") {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(format!("the database {}: {error}", path.display()).into());
        }
        _ => {}
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        // Readers and the writer do not wait for each other; writers wait for their turn instead of failing.
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(5));
    let db = SqlitePool::connect_with(options).await?;
    sqlx::migrate!().run(&db).await?;
    Ok(db)
}

/// Makes the users `demo` and `admin` with this password, unless there are users already.
///
/// # Errors
///
/// The database or the password hashing failed.
pub async fn seed(db: &SqlitePool, passwords: &Passwords, password: &str) -> Result<(), StartError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(db).await?;
    if count > 0 {
        return Ok(());
    }
    for (name, role) in [("demo", Role::Member), ("admin", Role::Admin)] {
        let hash = passwords.hash(password.to_owned()).await?;
        insert_user(db, &Username::parse(name)?, &hash, role).await?;
    }
    Ok(())
}

pub(crate) async fn user_by_id(db: &SqlitePool, id: i64) -> sqlx::Result<Option<User>> {
    sqlx::query_as("SELECT * FROM users WHERE id = ?").bind(id).fetch_optional(db).await
}

/// Upper and lower case are the same: the column says so.
pub(crate) async fn user_by_name(db: &SqlitePool, username: &str) -> sqlx::Result<Option<User>> {
    sqlx::query_as("SELECT * FROM users WHERE username = ?").bind(username).fetch_optional(db).await
}

pub(crate) async fn all_users(db: &SqlitePool) -> sqlx::Result<Vec<User>> {
    sqlx::query_as("SELECT * FROM users ORDER BY username").fetch_all(db).await
}

/// `None` when the name is taken. The table decides, not a look beforehand: two people may send at once.
pub(crate) async fn insert_user(
    db: &SqlitePool,
    username: &Username,
    password_hash: &PasswordHash,
    role: Role,
) -> sqlx::Result<Option<User>> {
    sqlx::query_as(
        "INSERT INTO users (username, password_hash, role) VALUES (?, ?, ?) \
         ON CONFLICT (username) DO NOTHING RETURNING *",
    )
    .bind(username.as_str())
    .bind(password_hash)
    .bind(role)
    .fetch_optional(db)
    .await
}

/// Returns the user as it is afterwards.
pub(crate) async fn set_password(db: &SqlitePool, id: i64, hash: &PasswordHash) -> sqlx::Result<User> {
    sqlx::query_as("UPDATE users SET password_hash = ? WHERE id = ? RETURNING *")
        .bind(hash)
        .bind(id)
        .fetch_one(db)
        .await
}

/// Ends every session of the user, wherever it is. Returns the user as it is afterwards.
pub(crate) async fn next_session_epoch(db: &SqlitePool, id: i64) -> sqlx::Result<User> {
    sqlx::query_as("UPDATE users SET session_epoch = session_epoch + 1 WHERE id = ? RETURNING *")
        .bind(id)
        .fetch_one(db)
        .await
}

/// Says whether there is such a user.
pub(crate) async fn set_enabled(db: &SqlitePool, id: i64, enabled: bool) -> sqlx::Result<bool> {
    let done =
        sqlx::query("UPDATE users SET enabled = ? WHERE id = ?").bind(enabled).bind(id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
