//! Rules about objects: loaded once, asked before the body is read, and discreet where they should be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Method;
use http_body_util::{BodyExt, Full};
use login_runtime::routing::{get, post};
use login_runtime::{
    Challenge, CurrentUser, Decision, Loaded, Permit, Policy, Resource, Router, Scoped, current_user,
    login_required, public, requires, resource_loader,
};

use super::world::{
    ADA, ADM, AppRole, BOB, Burn, DRAFT, EVE, Edit, PUBLISHED, Post, REX, Read, Store, User, Weigh, World,
};
use crate::common::{Logs, Page};

#[requires(can(Edit, post))]
async fn edit(post: Loaded<Post>, permit: Permit<Edit, Post>, body: String) -> String {
    assert_eq!(*post, *permit);
    format!("{} {body}", post.id)
}

#[requires(can(Edit, post), deny = not_found)]
async fn discreet(post: Loaded<Post>, body: String) -> String {
    format!("{} {body}", post.id)
}

#[requires(can(Read, post), login = optional, deny = not_found)]
async fn read(user: Option<CurrentUser<User>>, post: Permit<Read, Post>) -> String {
    format!("{} for {:?}", post.id, user.map(|user| user.id))
}

#[requires(can(Read, post), login = optional)]
async fn read_openly(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(any(role = AppRole::Admin, owner(post)))]
async fn admin_or_owner(user: CurrentUser<User>, post: Loaded<Post>) -> String {
    assert_eq!(login_runtime::can(&user, Edit, &*post), login_runtime::can(&*user, Edit, &*post));
    post.id.to_string()
}

/// Editors and readers get in, and readers have no permit.
#[requires(any(role = AppRole::Reader, can(Edit, post)), deny = not_found)]
async fn reader_without_a_permit(_: Permit<Edit, Post>, post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(any(fresh = "1m", can(Edit, post)), deny = not_found)]
async fn fresh_or_edit(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(any(can(Weigh, post), can(Edit, post)))]
async fn weigh_or_edit(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(not(can(Weigh, post)))]
async fn not_weigh(post: Loaded<Post>) -> String {
    post.id.to_string()
}

macro_rules! copies {
    ($($name:ident: $from:ty, $to:ty;)*) => {
        $(
            #[requires(can(Read, from), can(Read, to), can(Edit, to))]
            async fn $name(from: $from, to: $to) -> String {
                format!("{} to {}", from.id, to.id)
            }
        )*

        /// Every pair of arguments that two objects of a kind can be for.
        fn copies() -> Router<User, Store> {
            Router::new()$(.route(concat!("/", stringify!($name), "/{from}/{to}"), get($name)))*
        }

        const COPIES: &[&str] = &[$(stringify!($name)),*];
    };
}

copies! {
    loaded_loaded: Loaded<Post>, Loaded<Post>;
    loaded_read: Loaded<Post>, Permit<Read, Post>;
    loaded_edit: Loaded<Post>, Permit<Edit, Post>;
    read_loaded: Permit<Read, Post>, Loaded<Post>;
    read_read: Permit<Read, Post>, Permit<Read, Post>;
    read_edit: Permit<Read, Post>, Permit<Edit, Post>;
}

#[login_required]
struct Members;

#[requires(not(remembered), deny = not_found)]
struct Newcomers;

#[requires(any(rule = Members, can(Edit, post)), login = optional)]
async fn members_or_edit(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(rule = Newcomers, can(Read, post), login = optional)]
async fn newcomers_read(post: Loaded<Post>) -> String {
    post.id.to_string()
}

#[requires(can(Burn, post))]
async fn burn(user: CurrentUser<User>, post: Permit<Burn, Post>) -> String {
    assert!(user.can(Burn, &*post));
    post.id.to_string()
}

fn proved_lately(_: &User) -> Decision {
    Decision::Challenge(Challenge::Fresh)
}

#[requires(check = proved_lately)]
async fn checked_for_freshness() {}

#[public]
async fn list(scope: Scoped<Read, Post>, axum::extract::State(store): axum::extract::State<Store>) -> String {
    let posts = scope.filter(store.posts());
    posts.iter().map(|post| post.id.to_string()).collect::<Vec<_>>().join(",")
}

#[login_required]
async fn nothing_loaded() {}

fn routes() -> Router<User, Store> {
    Router::new()
        .route("/edit/{id}", post(edit))
        .route("/discreet/{post_id}", post(discreet))
        .route("/read/{post}", get(read))
        .route("/open/{id}", get(read_openly))
        .route("/owner/{id}", get(admin_or_owner))
        .route("/reader/{id}", get(reader_without_a_permit))
        .route("/fresh/{id}", get(fresh_or_edit))
        .route("/weigh/{id}", get(weigh_or_edit))
        .route("/not-weigh/{id}", get(not_weigh))
        .route("/", get(list))
        .route("/nothing/{id}", get(nothing_loaded))
}

/// Posts a body that tells whether anybody read of it.
async fn send(world: &World, person: Option<i64>, path: &str) -> (Page, bool) {
    let is_read = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_read);
    let body = Full::new(Bytes::from_static(b"new")).map_frame(move |frame| {
        told.store(true, Ordering::SeqCst);
        frame
    });
    let mut browser = match person {
        Some(id) => world.logged_in(id).await,
        None => world.guest(),
    };
    let page = browser.ask(Method::POST, path, &[], Body::new(body)).await;
    (page, is_read.load(Ordering::SeqCst))
}

#[tokio::test]
async fn whoever_the_policy_allows_gets_the_loaded_object_and_the_permit() {
    let world = World::new(routes());
    for person in [ADA, EVE, ADM] {
        let (page, is_read) = send(&world, Some(person), &format!("/edit/{DRAFT}")).await;
        assert_eq!((page.status.as_u16(), page.body.as_str(), is_read), (200, "7 new", true));
        assert_eq!(world.store.post_loads(), 1, "loaded once");
    }
}

#[tokio::test]
async fn a_refused_requests_body_is_not_read_and_a_guest_loads_nothing() {
    let world = World::new(routes());
    for (person, path, status, loads) in [
        (None, format!("/edit/{DRAFT}"), 401, 0),
        (Some(BOB), format!("/edit/{DRAFT}"), 403, 1),
        (Some(BOB), "/edit/99".to_owned(), 404, 1),
        (Some(BOB), "/edit/no-number".to_owned(), 404, 0),
        (Some(BOB), "/edit/%ff".to_owned(), 404, 0),
        (Some(BOB), format!("/edit/{}", "9".repeat(5000)), 404, 0),
        (None, "/edit/%ff".to_owned(), 401, 0),
    ] {
        let (page, is_read) = send(&world, person, &path).await;
        assert_eq!(page.status.as_u16(), status, "{path} {page:?}");
        assert_eq!(world.store.post_loads(), loads, "{path}");
        assert!(!is_read, "{path}");
    }
}

#[tokio::test]
async fn under_not_found_what_is_denied_and_what_is_missing_answer_alike() {
    let world = World::new(routes());
    for (path, person) in [("/discreet/", Some(BOB)), ("/discreet/", None)] {
        let (denied, denied_read) = send(&world, person, &format!("{path}{DRAFT}")).await;
        let (missing, missing_read) = send(&world, person, &format!("{path}99")).await;
        assert_eq!(
            (denied.status, &denied.headers, &denied.body),
            (missing.status, &missing.headers, &missing.body)
        );
        assert_eq!(denied.status, if person.is_some() { 404 } else { 401 });
        assert!(!denied_read && !missing_read);
        assert!(denied.is_private());
    }
    // Guests whom the rule is put to as well.
    for person in [None, Some(BOB)] {
        let mut browser = match person {
            Some(id) => world.logged_in(id).await,
            None => world.guest(),
        };
        for ask in ["page", "script"] {
            let (denied, missing) = if ask == "page" {
                (browser.get("/read/7").await, browser.get("/read/99").await)
            } else {
                (browser.fetch("/read/7").await, browser.fetch("/read/99").await)
            };
            assert_eq!(denied.status, 404);
            assert_eq!(
                (denied.status, denied.headers, denied.body),
                (missing.status, missing.headers, missing.body)
            );
        }
    }
}

#[tokio::test]
async fn under_not_found_no_challenge_tells_that_there_is_something() {
    let world = World::new(routes());
    let mut bob = world.logged_in(BOB).await;
    assert_eq!(bob.get("/fresh/7").await.status, 200);
    world.clock.advance(std::time::Duration::from_secs(120));
    // Being fresh again would let Bob in, and saying so would tell him of the draft.
    let (denied, missing) = (bob.get("/fresh/7").await, bob.get("/fresh/99").await);
    assert_eq!(denied.status, 404);
    assert_eq!((denied.headers, denied.body), (missing.headers, missing.body));
}

#[tokio::test]
async fn a_rule_that_is_put_to_guests_challenges_them_where_a_login_could_help() {
    let world = World::new(routes());
    assert_eq!(world.guest().get("/open/8").await.body, "8");
    let page = world.guest().get("/open/7").await;
    assert_eq!((page.status.as_u16(), page.location()), (303, Some("/login?next=%2Fopen%2F7")));
    assert_eq!(world.logged_in(ADA).await.get("/open/7").await.body, "7");
    assert_eq!(world.logged_in(BOB).await.get("/open/7").await.status, 403);
    assert_eq!(world.guest().get("/read/8").await.body, "8 for None");
    assert_eq!(world.logged_in(REX).await.get("/read/8").await.body, "8 for Some(5)");
}

#[tokio::test]
async fn owners_and_roles_combine() {
    let world = World::new(routes());
    let people = [None, Some(REX), Some(BOB), Some(ADA), Some(EVE), Some(ADM)];
    assert_eq!(world.statuses("/owner/7", people).await, [401, 403, 403, 200, 403, 200]);
    assert_eq!(world.statuses("/owner/99", people).await, [401, 404, 404, 404, 404, 404]);
}

#[tokio::test]
async fn a_permit_is_asked_of_the_policy_whatever_else_let_the_request_in() {
    let world = World::new(routes());
    let people = [Some(REX), Some(BOB), Some(ADA), Some(EVE)];
    assert_eq!(world.statuses("/reader/7", people).await, [404, 404, 200, 200]);
}

#[tokio::test]
async fn an_answer_that_is_not_known_is_a_503_and_hides_under_nothing() {
    let world = World::new(routes());
    let logs = Logs::capture();
    assert_eq!(world.statuses("/weigh/7", [Some(ADA), Some(BOB)]).await, [200, 503]);
    assert_eq!(world.statuses("/not-weigh/7", [Some(ADA), Some(ADM)]).await, [503, 503]);
    assert!(logs.everything().contains("could not be decided"));
    world.store.fail_posts(true);
    let people = [None, Some(BOB), Some(ADA)];
    assert_eq!(world.statuses("/owner/7", people).await, [401, 503, 503]);
    assert_eq!(world.statuses("/read/8", people).await, [503, 503, 503]);
}

#[tokio::test]
async fn two_objects_of_a_kind_are_told_apart_by_their_names() {
    let world = World::new(copies());
    for copy in COPIES {
        let ada = world.logged_in(ADA).await.get(&format!("/{copy}/8/7")).await;
        assert_eq!(ada.body, "8 to 7", "{copy}");
        assert_eq!(world.statuses(&format!("/{copy}/8/7"), [Some(BOB)]).await, [403], "{copy}");
        assert_eq!(world.statuses(&format!("/{copy}/7/8"), [Some(BOB)]).await, [403], "{copy}");
    }
}

/// A rule asks for its log-in wherever its name stands, or every guest would be a member.
#[tokio::test]
async fn a_named_rule_asks_for_its_log_in_where_the_log_in_is_optional() {
    let routes = Router::new().route("/{id}", get(members_or_edit)).route("/new/{id}", get(newcomers_read));
    let world = World::new(routes);
    assert_eq!(world.statuses("/7", [None, Some(REX)]).await, [401, 200]);
    assert_eq!(world.statuses("/new/8", [None, Some(REX)]).await, [401, 200]);
    // A denial is as discreet as the rule that is named.
    assert_eq!(world.statuses("/new/7", [Some(REX)]).await, [404]);
}

/// A parent's name beside its child's, by nesting: each is loaded by its own.
#[tokio::test]
async fn of_two_ids_in_a_path_each_has_a_name() {
    let posts = Router::new().route("/posts/{post_id}", get(admin_or_owner));
    let world = World::new(Router::new().nest("/teams/{id}", posts));
    let page = world.logged_in(ADA).await.get("/teams/8/posts/7").await;
    assert_eq!((page.status.as_u16(), &*page.body), (200, "7"));
    assert_eq!(world.statuses("/teams/7/posts/999", [Some(ADA)]).await, [404]);
}

/// A policy is not told how fresh the log-in is; it says that it must be.
#[tokio::test]
async fn a_challenge_of_a_policy_or_a_check_can_be_met() {
    let routes = Router::new().route("/burn/{id}", get(burn)).route("/checked", get(checked_for_freshness));
    let world = World::new(routes);
    for path in ["/burn/7", "/checked"] {
        let mut ada = world.logged_in(ADA).await;
        assert_eq!(ada.fetch(path).await.status, 200, "{path}");
        world.clock.advance(Duration::from_secs(16 * 60));
        let page = ada.get(path).await;
        assert!(page.location().is_some_and(|location| location.starts_with("/confirm")), "{path} {page:?}");
        ada.post(&format!("/as/{ADA}"), &[]).await;
        assert_eq!(ada.fetch(path).await.status, 200, "{path}, proved again");
    }
    assert_eq!(world.statuses("/burn/7", [None, Some(REX)]).await, [401, 403]);
}

#[tokio::test]
async fn a_list_and_a_single_read_never_disagree() {
    let world = World::new(routes());
    for person in [None, Some(REX), Some(BOB), Some(ADA), Some(EVE), Some(ADM)] {
        let mut browser = match person {
            Some(id) => world.logged_in(id).await,
            None => world.guest(),
        };
        let list = browser.get("/").await.body;
        for id in [DRAFT, PUBLISHED] {
            let is_listed = list.split(',').any(|listed| listed == id.to_string());
            let is_read = browser.get(&format!("/read/{id}")).await.status == 200;
            assert_eq!(is_listed, is_read, "{id} for {person:?}");
        }
    }
}

#[test]
#[should_panic(
    expected = "loads its argument `post` by an id, and the path `/edit` has neither `{post}` nor `{post_id}`"
)]
fn a_path_without_the_id_is_found_at_the_start() {
    let _ = World::new(Router::new().route("/edit", post(edit)));
}

/// A parent would be judged by its child's id.
#[test]
#[should_panic(expected = "has `{id}` twice; name the one that is meant `{post_id}`")]
fn one_name_twice_in_a_path_is_nobodys() {
    let posts = Router::new().route("/posts/{id}", get(admin_or_owner));
    let _ = World::new(Router::new().nest("/teams/{id}", posts));
}

#[test]
#[should_panic(
    expected = "would load both of its arguments `from` and `to` by `{id}` of the path `/copy/{id}`"
)]
fn two_objects_are_never_loaded_by_one_id() {
    let _ = World::new(Router::new().route("/copy/{id}", get(loaded_loaded)));
}

/// Before other parameters, `{id}` is the id of what those are in: a post must not be loaded by the id of a blog.
#[test]
#[should_panic(expected = "nor `{id}` as its last parameter")]
fn the_id_of_something_else_is_not_taken() {
    let _ = World::new(Router::new().route("/blogs/{id}/posts/{slug}", post(edit)));
}

/// Something whose loader, policy and check ask by themselves who is there.
struct Drawer {
    loaded_for: Option<i64>,
}

impl Resource for Drawer {
    type User = User;
}

#[resource_loader]
fn load_drawer(_: i64, user: Option<CurrentUser<User>>) -> Option<Drawer> {
    let deep = current_user::<User>().map(|user| user.id);
    assert_eq!(deep, user.map(|user| user.id));
    Some(Drawer { loaded_for: deep })
}

impl Policy<Read> for Drawer {
    fn decide(&self, user: &User) -> Decision {
        Decision::allow_if(current_user::<User>().is_some_and(|deep| deep.id == user.id))
    }
}

fn is_the_one_who_asks(user: &User) -> bool {
    current_user::<User>().is_some_and(|deep| deep.id == user.id)
}

#[requires(check = is_the_one_who_asks, can(Read, drawer))]
async fn open_drawer(drawer: Loaded<Drawer>) -> String {
    format!("{:?}", drawer.loaded_for)
}

#[tokio::test]
async fn what_decides_about_a_request_may_ask_who_is_there() {
    let world = World::new(Router::new().route("/drawers/{id}", get(open_drawer)));
    let page = world.logged_in(ADA).await.get("/drawers/1").await;
    assert_eq!((page.status.as_u16(), &*page.body), (200, "Some(1)"));
    assert_eq!(world.statuses("/drawers/1", [None]).await, [401]);
}
