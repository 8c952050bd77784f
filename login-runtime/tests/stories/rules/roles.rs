//! Roles and permissions decide, as the store has them at this moment.

use login_runtime::routing::get;
use login_runtime::{Router, requires};

use super::world::{ADA, ADM, AppRole, EVE, Posts, REX, Store, User, Users, World};

#[requires(role = AppRole::Author)]
async fn authors() {}

#[requires(permission = Posts::Publish)]
async fn publish() {}

#[requires(permission = Users::Ban)]
async fn ban() {}

#[requires(permission = Posts::Burn)]
async fn burn() {}

#[requires(role = AppRole::Author, not(role = AppRole::Editor))]
async fn only_authors() {}

/// More conditions than one tuple has; after a log-in the last one alone can hold.
#[requires(any(
    not(fresh = "1s"), not(fresh = "2s"), not(fresh = "3s"), not(fresh = "4s"), not(fresh = "5s"),
    not(fresh = "6s"), not(fresh = "7s"), not(fresh = "8s"), not(fresh = "9s"), not(fresh = "10s"),
    not(fresh = "11s"), not(fresh = "12s"), not(fresh = "13s"), not(fresh = "14s"), not(fresh = "15s"),
    not(fresh = "16s"),
    permission = Posts::Publish,
))]
async fn in_a_long_list() {}

fn routes() -> Router<User, Store> {
    Router::new()
        .route("/long-list", get(in_a_long_list))
        .route("/authors", get(authors))
        .route("/publish", get(publish))
        .route("/ban", get(ban))
        .route("/burn", get(burn))
        .route("/only-authors", get(only_authors))
}

const EVERYBODY: [Option<i64>; 5] = [None, Some(REX), Some(ADA), Some(EVE), Some(ADM)];

#[tokio::test]
async fn a_role_is_had_by_whoever_includes_it() {
    let world = World::new(routes());
    assert_eq!(world.statuses("/authors", EVERYBODY).await, [401, 403, 200, 200, 200]);
    assert_eq!(world.statuses("/only-authors", EVERYBODY).await, [401, 403, 200, 403, 403]);
}

#[tokio::test]
async fn a_permission_comes_with_a_role_or_from_the_user_itself() {
    let world = World::new(routes());
    assert_eq!(world.statuses("/publish", EVERYBODY).await, [401, 403, 403, 200, 200]);
    assert_eq!(world.statuses("/ban", EVERYBODY).await, [401, 403, 403, 403, 200]);
    assert_eq!(world.statuses("/burn", EVERYBODY).await, [401, 403, 403, 403, 403]);
    world.store.change(REX, |rex| rex.extra.insert(Users::Ban));
    assert_eq!(world.statuses("/ban", EVERYBODY).await, [401, 200, 403, 403, 200]);
}

#[tokio::test]
async fn every_condition_of_a_long_list_is_asked() {
    let world = World::new(routes());
    assert_eq!(world.statuses("/long-list", EVERYBODY).await, [401, 403, 403, 200, 200]);
}

#[tokio::test]
async fn a_role_that_is_taken_away_is_gone_at_the_next_request() {
    let world = World::new(routes());
    let mut eve = world.logged_in(EVE).await;
    assert_eq!(eve.get("/publish").await.status, 200);
    world.store.change(EVE, |eve| eve.role = AppRole::Reader);
    assert_eq!(eve.get("/publish").await.status, 403);
    assert_eq!(eve.get("/authors").await.status, 403);
    world.store.change(EVE, |eve| eve.role = AppRole::Admin);
    assert_eq!(eve.get("/ban").await.status, 200);
}

#[test]
fn the_sets_of_a_user_type_are_what_its_fields_say() {
    use login_runtime::{HasRole, RoleSet, UserMixin};

    let store = World::new(routes()).store;
    let eve = store.user(EVE);
    assert_eq!(HasRole::<AppRole>::role_set(&eve), RoleSet::all() - RoleSet::from(AppRole::Admin));
    assert!(eve.has_role(AppRole::Reader) && !eve.has_role(AppRole::Admin));
    assert!(eve.has_permission(Posts::Write) && eve.has_permission(Posts::Publish));
    assert!(!eve.has_permission(Users::Ban) && !eve.has_permission(Posts::Burn));
}
