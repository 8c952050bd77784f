//! Every kind of person on every address with every method, compared with what the access table says.

use std::{sync::Arc, time::Duration};

use argon2::Params;
use login_runtime::{Key, Persona, SystemClock, testing::AccessMatrix};

use crate::{
    AppState, Passwords,
    access::AppRole,
    db,
    post::Post,
    routes::{login_manager, routes},
    rules::Username,
    user::User,
};

/// The site with its first people and posts.
struct Site {
    state: AppState,
    _folder: tempfile::TempDir,
}

impl Site {
    async fn start() -> Self {
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

    async fn user(&self, name: &str) -> User {
        db::user_by_name(&self.state.db, name).await.expect("a database").expect("a user")
    }

    async fn post(&self, id: i64) -> Post {
        db::post_by_id(&self.state.db, id).await.expect("a database").expect("a post")
    }
}

#[tokio::test]
async fn the_running_site_does_what_the_table_says() {
    let site = Site::start().await;
    let people = ["member", "ann", "demo", "editor", "admin"];
    let mut users = Vec::new();
    for name in people {
        users.push(site.user(name).await);
    }
    for id in [1, 2] {
        let manager = login_manager(Key::generate().expect("a key")).build().expect("good settings");
        let post = Arc::new(site.post(id).await);
        let mut matrix = AccessMatrix::new(routes(), manager, site.state.clone())
            .persona("guest", Persona::guest())
            .path("/admin/users/{id}/enabled", "/admin/users/1/enabled")
            .path("/admin/users/{id}/role", "/admin/users/1/role");
        for (name, user) in people.into_iter().zip(&users) {
            matrix = matrix.persona(name, Persona::of(user));
        }
        matrix = matrix.persona("admin, stale", Persona::of(&users[4]).stale(Duration::from_hours(2)));
        for path in ["/posts/{id}", "/posts/{id}/edit", "/posts/{id}/publish", "/posts/{id}/delete"] {
            matrix =
                matrix.path(path, path.replace("{id}", &id.to_string())).object(path, "post", post.clone());
        }
        let report = matrix.run().await;
        report.assert_all_as_declared();
        let (text, file) = (report.to_string(), format!("../tests/matrix_of_post_{id}.txt"));
        expect_test::expect_file![file].assert_eq(&text);
    }
}

#[test]
fn what_the_lints_find_is_meant() {
    let found: Vec<String> = routes().access_table().lints().iter().map(ToString::to_string).collect();
    expect_test::expect_file!["../tests/access_lints.txt"].assert_eq(&(found.join("\n") + "\n"));
}
