//! One rule for many handlers: on a module, on an `impl`, under a name, and around a sub-router.

use axum::http::Method;
use login_runtime::routing::get;
use login_runtime::{AccessRule, Router, login_required, public, requires};

use super::world::{ADM, AppRole, EVE, REX, Store, User, World};

#[requires(role = AppRole::Editor)]
struct Editors;

#[login_required]
struct Members;

#[requires(role = super::AppRole::Editor)]
mod desk {
    pub(super) async fn plan() {}

    #[login_runtime::requires(role = super::AppRole::Admin)]
    pub(super) async fn budget() {}

    #[login_runtime::login_required]
    async fn private_with_its_own() {}

    pub(super) fn routes() -> login_runtime::Router<super::User, super::Store> {
        login_runtime::Router::new().route("/with-its-own", login_runtime::routing::get(private_with_its_own))
    }
}

#[requires(role = crate::rules::world::AppRole::Editor)]
mod office {
    pub(super) mod drawer {
        #[login_runtime::login_required]
        pub(crate) async fn pens() {}
    }

    pub(super) struct Shelf;

    #[login_runtime::login_required]
    impl Shelf {
        pub(crate) async fn books() {}
    }
}

struct Pages;

#[requires(rule = Editors)]
impl Pages {
    pub(crate) async fn first() {}

    #[requires(fresh = "1m")]
    pub(crate) async fn second() {}
}

#[public]
async fn open() {}

#[login_required]
async fn member() {}

const PEOPLE: [Option<i64>; 4] = [None, Some(REX), Some(EVE), Some(ADM)];

#[tokio::test]
async fn a_module_and_an_impl_rule_their_handlers() {
    let world = World::new(
        Router::new()
            .route("/plan", get(desk::plan))
            .route("/budget", get(desk::budget))
            .route("/first", get(Pages::first))
            .route("/second", get(Pages::second))
            .route("/pens", get(office::drawer::pens))
            .route("/books", get(office::Shelf::books))
            .merge(desk::routes()),
    );
    for path in ["/plan", "/first", "/second", "/with-its-own", "/pens", "/books"] {
        assert_eq!(world.statuses(path, PEOPLE).await, [401, 403, 200, 200], "{path}");
    }
    assert_eq!(world.statuses("/budget", PEOPLE).await, [401, 403, 403, 200]);
    let mut eve = world.logged_in(EVE).await;
    world.clock.advance(std::time::Duration::from_secs(60));
    assert_eq!(eve.fetch("/second").await.status, 401);
    assert_eq!(eve.fetch("/first").await.status, 200);
}

fn every_kind_of_route() -> Router<User, Store> {
    let foreign = axum::Router::new().route("/x", axum::routing::get(async || "foreign"));
    let nested = Router::new().route("/", get(open)).route("/member", get(member));
    Router::new()
        .route("/open", get(open))
        .nest("/nested", nested)
        .merge(Router::new().route("/merged", get(open)))
        .mount("/foreign", AccessRule::public(), foreign)
        .fallback(open)
        .requires(Editors)
}

#[tokio::test]
async fn a_rule_around_a_router_reaches_every_route_in_it() {
    let world = World::new(Router::new().nest("/desk", every_kind_of_route().route("/later", get(open))));
    for path in ["/open", "/nested", "/nested/member", "/merged", "/foreign/x", "/no/where", "/later"] {
        assert_eq!(world.statuses(&format!("/desk{path}"), PEOPLE).await, [401, 403, 200, 200], "{path}");
    }
}

#[tokio::test]
async fn rules_of_several_routers_add_up() {
    let inner = Router::new().route("/page", get(open)).requires(Editors);
    let world = World::new(Router::new().nest("/a", inner).requires(Members));
    assert_eq!(world.statuses("/a/page", PEOPLE).await, [401, 403, 200, 200]);
    let inner = Router::<User, Store>::new().route("/page", get(open)).requires(Editors);
    let table = Router::new().nest("/a", inner).requires(Members).access_table().to_string();
    assert!(table.contains("Members(login) and Editors(role = AppRole::Editor) and public"), "{table}");
}

#[requires(role = AppRole::Editor)]
async fn editors_only() {}

/// Asks a handler of another router within its own request.
#[public]
async fn calls_another() -> axum::response::Response {
    use tower::ServiceExt;

    let other = axum::Router::new().route("/", axum::routing::get(editors_only));
    other
        .oneshot(axum::extract::Request::new(axum::body::Body::empty()))
        .await
        .expect("routers are infallible")
}

#[tokio::test]
async fn the_rule_around_a_public_handler_lets_no_other_guard_pass() {
    let world = World::new(Router::new().route("/call", get(calls_another)).requires(Members));
    assert_eq!(world.statuses("/call", PEOPLE).await, [401, 403, 200, 200]);
}

#[tokio::test]
async fn another_method_is_not_found_out_by_a_guest() {
    let world = World::new(Router::new().nest("/desk", every_kind_of_route()));
    let page = world.guest().ask(Method::DELETE, "/desk/open", &[], axum::body::Body::empty()).await;
    assert_eq!(page.status, 405);
}
