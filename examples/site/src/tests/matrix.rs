//! Every kind of person on every address with every method, compared with what the access table says.

use std::{sync::Arc, time::Duration};

use login_runtime::{Key, Persona, testing::AccessMatrix};

use super::site::Site;
use crate::routes::{login_manager, routes};

#[tokio::test]
async fn the_running_site_does_what_the_table_says() {
    let site = Site::start().await;
    let people = ["member", "ann", "demo", "editor", "admin"];
    let mut users = Vec::new();
    for name in people {
        users.push(site.user(name).await);
    }
    for id in [1, 2] {
        let key = Key::generate().expect("a key");
        let manager = login_manager(key, site.ledger().await).build().expect("good settings");
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
        let (text, file) = (report.to_string(), format!("../../tests/matrix_of_post_{id}.txt"));
        expect_test::expect_file![file].assert_eq(&text);
    }
}

#[test]
fn what_the_lints_find_is_meant() {
    let found: Vec<String> = routes().access_table().lints().iter().map(ToString::to_string).collect();
    expect_test::expect_file!["../../tests/access_lints.txt"].assert_eq(&(found.join("\n") + "\n"));
}
