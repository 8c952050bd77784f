//! Roles and permissions in text columns: there and back again, in a database that is one.

use login_runtime::{AccessEnum, Permission, PermissionSet, Role, RoleSet};
use sqlx::{FromRow, SqlitePool};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Role)]
#[role(sqlx)]
enum AppRole {
    Reader,
    #[role(includes(Reader), name = "administrator")]
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Permission)]
#[permission(sqlx)]
enum Posts {
    Edit,
    MarkAsSpam,
}

/// A number in its column, by sqlx's own derive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Role, sqlx::Type)]
#[repr(i64)]
enum Level {
    Low = 10,
    High = 20,
}

#[derive(Debug, PartialEq, Eq, FromRow)]
struct Member {
    role: AppRole,
    deputy: Option<AppRole>,
    roles: RoleSet<AppRole>,
    posts: PermissionSet<Posts>,
    level: Level,
}

/// What stands in the columns.
type Row = (String, Option<String>, String, String, i64);

async fn database() -> SqlitePool {
    // One connection: each would have a memory of its own.
    let options = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
    let pool = options.connect("sqlite::memory:").await.expect("a database");
    sqlx::query("CREATE TABLE members (role TEXT NOT NULL, deputy TEXT, roles TEXT NOT NULL, posts TEXT NOT NULL, level INTEGER NOT NULL)")
        .execute(&pool)
        .await
        .expect("a table");
    pool
}

async fn insert(pool: &SqlitePool, member: &Member) {
    sqlx::query("INSERT INTO members VALUES (?, ?, ?, ?, ?)")
        .bind(member.role)
        .bind(member.deputy)
        .bind(member.roles)
        .bind(member.posts)
        .bind(member.level)
        .execute(pool)
        .await
        .expect("a row");
}

async fn members(pool: &SqlitePool) -> sqlx::Result<Vec<Member>> {
    sqlx::query_as("SELECT * FROM members ORDER BY rowid").fetch_all(pool).await
}

#[tokio::test]
async fn what_is_written_is_read_again() {
    let pool = database().await;
    let written = [
        Member {
            role: AppRole::Admin,
            deputy: Some(AppRole::Reader),
            roles: RoleSet::all(),
            posts: Posts::MarkAsSpam.into(),
            level: Level::High,
        },
        Member {
            role: AppRole::Reader,
            deputy: None,
            roles: RoleSet::new(),
            posts: PermissionSet::all(),
            level: Level::Low,
        },
    ];
    for member in &written {
        insert(&pool, member).await;
    }
    assert_eq!(members(&pool).await.expect("rows"), written);

    // Names stand in the columns, and the number of a role is the one that sqlx stores.
    let rows: Vec<Row> =
        sqlx::query_as("SELECT * FROM members ORDER BY rowid").fetch_all(&pool).await.expect("rows");
    let text = |text: &str| text.to_owned();
    assert_eq!(
        rows,
        [
            (
                text("administrator"),
                Some(text("reader")),
                text("reader,administrator"),
                text("mark_as_spam"),
                20
            ),
            (text("reader"), None, text(""), text("edit,mark_as_spam"), 10),
        ]
    );
    assert_eq!(Level::try_from(rows[0].4), Ok(Level::High));
}

#[tokio::test]
async fn one_can_be_searched_for() {
    let pool = database().await;
    for role in AppRole::ALL {
        let member = Member {
            role: *role,
            deputy: None,
            roles: RoleSet::new(),
            posts: PermissionSet::new(),
            level: Level::Low,
        };
        insert(&pool, &member).await;
    }
    let (admins,): (i64,) = sqlx::query_as("SELECT count(*) FROM members WHERE role = ?")
        .bind(AppRole::Admin)
        .fetch_one(&pool)
        .await
        .expect("a number");
    assert_eq!(admins, 1);
}

/// A renamed role must not turn into nobody's, nor into anybody's.
#[tokio::test]
async fn what_is_no_name_is_an_error_that_lists_the_names() {
    for (column, value, message) in [
        ("role", "'boss'", "`boss` is no value of `AppRole`; the known ones are `reader`, `administrator`"),
        ("posts", "'edit,fly'", "`fly` is no value of `Posts`; the known ones are `edit`, `mark_as_spam`"),
        ("role", "''", "`` is no value of `AppRole`; the known ones are `reader`, `administrator`"),
    ] {
        let pool = database().await;
        sqlx::query("INSERT INTO members VALUES ('reader', NULL, '', '', 10)")
            .execute(&pool)
            .await
            .expect("a row");
        sqlx::query(sqlx::AssertSqlSafe(format!("UPDATE members SET {column} = {value}")))
            .execute(&pool)
            .await
            .expect("a row");
        let error = members(&pool).await.expect_err("an error").to_string();
        assert!(error.contains(message), "{error}");
    }
}
