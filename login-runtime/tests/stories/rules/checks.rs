//! Functions of the application's in rules.

use std::io;
use std::sync::Mutex;

use login_runtime::routing::get;
use login_runtime::{CheckRequest, Decision, Router, requires};

use super::world::{ADA, AppRole, BOB, EVE, Store, User, World};
use crate::common::Logs;

static ASKED: Mutex<Vec<&str>> = Mutex::new(Vec::new());
/// The tests that look at `ASKED` take turns.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn note(what: &'static str) {
    ASKED.lock().expect("no test panics with it").push(what);
}

fn asked() -> Vec<&'static str> {
    std::mem::take(&mut *ASKED.lock().expect("no test panics with it"))
}

fn is_ada(user: &User) -> bool {
    note("is_ada");
    user.id == ADA
}

async fn is_bob(user: &User) -> Result<bool, io::Error> {
    note("is_bob");
    tokio::task::yield_now().await;
    Ok(user.id == BOB)
}

fn by_header(_: &User, request: CheckRequest<'_>) -> Decision {
    note("by_header");
    Decision::allow_if(request.parts().headers.contains_key("sec-fetch-mode"))
}

async fn by_store(user: &User, request: CheckRequest<'_>) -> Result<bool, io::Error> {
    note("by_store");
    let store: &Store = request.state().ok_or(io::ErrorKind::NotFound)?;
    tokio::task::yield_now().await;
    Ok(store.user(user.id).role == AppRole::Editor)
}

async fn down(_: &User) -> Result<bool, io::Error> {
    note("down");
    Err(io::Error::other("the plans are down"))
}

#[requires(any(check = is_ada, check = is_bob))]
async fn ada_or_bob() {}

#[requires(check = by_header, check = by_store)]
async fn editors() {}

#[requires(not(check = down))]
async fn not_down() {}

#[requires(any(role = AppRole::Editor, check = down))]
async fn editor_or_down() {}

#[requires(role = AppRole::Editor, check = down)]
async fn editor_and_down() {}

#[requires(check = is_ada, fresh = "1m")]
async fn fresh_ada() {}

fn world() -> World {
    World::new(
        Router::new()
            .route("/ada-or-bob", get(ada_or_bob))
            .route("/editors", get(editors))
            .route("/not-down", get(not_down))
            .route("/editor-or-down", get(editor_or_down))
            .route("/editor-and-down", get(editor_and_down))
            .route("/fresh-ada", get(fresh_ada)),
    )
}

#[tokio::test]
async fn functions_are_asked_in_order_and_only_while_it_matters() {
    let _turn = TURN.lock().await;
    let world = world();
    for (person, status, order) in [
        (None, 401, &[][..]),
        (Some(ADA), 200, &["is_ada"]),
        (Some(BOB), 200, &["is_ada", "is_bob"]),
        (Some(EVE), 403, &["is_ada", "is_bob"]),
    ] {
        asked();
        assert_eq!(world.statuses("/ada-or-bob", [person]).await, [status]);
        assert_eq!(asked(), order, "{person:?}");
    }
    assert_eq!(world.statuses("/editors", [Some(ADA), Some(EVE)]).await, [403, 200]);
    assert_eq!(asked(), ["by_header", "by_store", "by_header", "by_store"]);
}

#[tokio::test]
async fn a_failing_function_is_neither_a_yes_nor_a_no() {
    let _turn = TURN.lock().await;
    let world = world();
    let logs = Logs::capture();
    assert_eq!(world.statuses("/not-down", [None, Some(ADA), Some(EVE)]).await, [401, 503, 503]);
    assert_eq!(logs.everything().matches("the plans are down").count(), 2, "once a request");
    asked();
    // What it would say matters to nobody.
    assert_eq!(world.statuses("/editor-or-down", [Some(EVE)]).await, [200]);
    assert_eq!(world.statuses("/editor-and-down", [Some(ADA)]).await, [403]);
    assert_eq!(asked(), [""; 0]);
    assert_eq!(world.statuses("/editor-or-down", [Some(ADA)]).await, [503]);
    assert_eq!(world.statuses("/editor-and-down", [Some(EVE)]).await, [503]);
}

#[tokio::test]
async fn nobody_is_asked_to_confirm_for_nothing() {
    let _turn = TURN.lock().await;
    let world = world();
    let (mut ada, mut bob) = (world.logged_in(ADA).await, world.logged_in(BOB).await);
    world.clock.advance(std::time::Duration::from_secs(120));
    let page = ada.get("/fresh-ada").await;
    assert_eq!((page.status.as_u16(), page.location()), (303, Some("/confirm?next=%2Ffresh-ada")));
    // A function that was not asked yet could still say yes; nobody asks it of a log-in that is not fresh.
    let page = bob.get("/fresh-ada").await;
    assert_eq!(page.status, 303);
    bob.post("/as/2", &[]).await;
    assert_eq!(bob.get("/fresh-ada").await.status, 403);
}
