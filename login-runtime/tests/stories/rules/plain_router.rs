//! Rules behind a `LoginLayer`: what needs the guarded router fails closed, and says so.

use login_runtime::{Loaded, requires};

use super::world::{ADA, ADM, AppRole, Edit, Post, User, World, log_in};
use crate::common::Logs;

#[requires(role = AppRole::Admin)]
async fn admin() {}

#[requires(check = is_admin)]
async fn checked() {}

fn is_admin(user: &User) -> bool {
    user.role == AppRole::Admin
}

#[requires(can(Edit, post))]
async fn edit(post: Loaded<Post>) -> String {
    post.id.to_string()
}

async fn unguarded(post: Loaded<Post>) -> String {
    post.id.to_string()
}

fn world() -> World {
    World::build(
        |manager| manager,
        |manager, store| {
            axum::Router::new()
                .route("/as/{id}", axum::routing::post(log_in))
                .route("/admin", axum::routing::get(admin))
                .route("/checked", axum::routing::get(checked))
                .route("/edit/{id}", axum::routing::get(edit))
                .route("/unguarded/{id}", axum::routing::get(unguarded))
                .layer(manager.layer::<User, _>(store.clone()))
                .with_state(store)
        },
    )
}

#[tokio::test]
async fn roles_and_functions_are_asked_there_too() {
    let world = world();
    for path in ["/admin", "/checked"] {
        assert_eq!(world.statuses(path, [None, Some(ADA), Some(ADM)]).await, [401, 403, 200], "{path}");
    }
}

#[tokio::test]
async fn objects_need_the_guarded_router() {
    let world = world();
    let logs = Logs::capture();
    for path in ["/edit/7", "/unguarded/7"] {
        assert_eq!(world.statuses(path, [None, Some(ADA), Some(ADM)]).await, [500; 3], "{path}");
    }
    assert!(logs.everything().contains("route it with `login_runtime::Router`"));
    assert_eq!(world.store.post_loads(), 0);
}
