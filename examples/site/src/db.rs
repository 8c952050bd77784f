//! All of the site's SQL.

use std::{io, path::Path, time::Duration};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use login_runtime::{Permit, UserMixin};

use crate::{
    access::{AppRole, Posts},
    error::StartError,
    password::{PasswordHash, Passwords},
    post::{Edit, Post},
    private_file,
    rules::{NewPost, Username},
    user::User,
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

/// Makes the users `demo`, `admin` and `editor` with this password and two posts of `demo`, unless there are users already.
///
/// # Errors
///
/// The database or the password hashing failed.
pub async fn seed(db: &SqlitePool, passwords: &Passwords, password: &str) -> Result<(), StartError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(db).await?;
    if count > 0 {
        return Ok(());
    }
    for (name, role) in [("demo", AppRole::Author), ("admin", AppRole::Admin), ("editor", AppRole::Editor)] {
        let hash = passwords.hash(password.to_owned()).await?;
        insert_user(db, &Username::parse(name)?, &hash, role).await?;
    }
    for (title, published) in [("Welcome", true), ("Only a draft", false)] {
        sqlx::query(
            "INSERT INTO posts (author, title, body, published) \
             SELECT id, ?, 'A text of demo, to try the rules on.', ? FROM users WHERE username = 'demo'",
        )
        .bind(title)
        .bind(published)
        .execute(db)
        .await?;
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
    role: AppRole,
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

/// Says whether there is such a user.
pub(crate) async fn set_role(db: &SqlitePool, id: i64, role: AppRole) -> sqlx::Result<bool> {
    let done = sqlx::query("UPDATE users SET role = ? WHERE id = ?").bind(role).bind(id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

const SELECT_POSTS: &str =
    "SELECT posts.*, users.username AS author_name FROM posts JOIN users ON users.id = posts.author";

pub(crate) async fn post_by_id(db: &SqlitePool, id: i64) -> sqlx::Result<Option<Post>> {
    let query = format!("{SELECT_POSTS} WHERE posts.id = ?");
    sqlx::query_as(sqlx::AssertSqlSafe(query)).bind(id).fetch_optional(db).await
}

/// The posts that this person may be able to read, newest first; the policy has the last word.
pub(crate) async fn posts_for(db: &SqlitePool, user: Option<&User>) -> sqlx::Result<Vec<Post>> {
    let query = format!("{SELECT_POSTS} WHERE published OR posts.author = ? OR ? ORDER BY posts.id DESC");
    sqlx::query_as(sqlx::AssertSqlSafe(query))
        .bind(user.map(|user| user.id))
        .bind(user.is_some_and(|user| user.has_permission(Posts::Edit)))
        .fetch_all(db)
        .await
}

pub(crate) async fn insert_post(db: &SqlitePool, author: i64, new: &NewPost<'_>) -> sqlx::Result<i64> {
    let query = sqlx::query("INSERT INTO posts (author, title, body) VALUES (?, ?, ?)");
    let done = query.bind(author).bind(new.title).bind(new.body).execute(db).await?;
    Ok(done.last_insert_rowid())
}

// What changes a post takes a permit: nobody can call it who has not asked the policy about this very post.

pub(crate) async fn update_post(
    db: &SqlitePool,
    post: &Permit<Edit, Post>,
    new: &NewPost<'_>,
) -> sqlx::Result<()> {
    let query = sqlx::query("UPDATE posts SET title = ?, body = ? WHERE id = ?");
    query.bind(new.title).bind(new.body).bind(post.id).execute(db).await.map(drop)
}

pub(crate) async fn publish_post(
    db: &SqlitePool,
    post: &Permit<Edit, Post>,
    published: bool,
) -> sqlx::Result<()> {
    let query = sqlx::query("UPDATE posts SET published = ? WHERE id = ?");
    query.bind(published).bind(post.id).execute(db).await.map(drop)
}

pub(crate) async fn delete_post(db: &SqlitePool, post: &Permit<Edit, Post>) -> sqlx::Result<()> {
    sqlx::query("DELETE FROM posts WHERE id = ?").bind(post.id).execute(db).await.map(drop)
}
