//! A table against its snapshot.

use login_runtime::routing::{get, post};
use login_runtime::{AccessDiff, Router, login_required, public};

use super::blog::{Blog, User, feed, index, keys};

mod others {
    #[login_runtime::login_required]
    pub(super) async fn feed() {}
}

#[login_required]
async fn größe() {}

#[public]
async fn second() {}

fn base() -> Router<User, Blog> {
    Router::new().route("/", get(index)).route("/feed", get(feed).post(keys)).route("/größe", get(größe))
}

fn diff(is: &Router<User, Blog>, was: &Router<User, Blog>) -> Option<AccessDiff> {
    is.access_table().diff(&was.access_table().to_string())
}

fn text(is: &Router<User, Blog>, was: &Router<User, Blog>) -> String {
    diff(is, was).expect("a difference").to_string()
}

#[test]
fn the_same_routes_do_not_differ_in_whatever_order_and_spacing() {
    assert_eq!(diff(&base(), &base()), None);
    let reordered =
        Router::new().route("/größe", get(größe)).route("/feed", post(keys).get(feed)).route("/", get(index));
    assert_eq!(diff(&reordered, &base()), None);
    let windows = base().access_table().to_string().replace('\n', "\r\n");
    assert_eq!(base().access_table().diff(&format!("# checked in\r\n{windows}\r\n")), None);
}

#[test]
fn added_and_removed_routes_are_listed_though_every_column_moves() {
    let more = || base().route("/a/very/long/path/that/widens/the/column", get(second));
    assert_eq!(text(&more(), &base()), "added:\n+ GET /a/very/long/path/that/widens/the/column public\n");
    assert_eq!(text(&base(), &more()), "removed:\n- GET /a/very/long/path/that/widens/the/column public\n");
}

#[test]
fn a_weakened_route_shows_as_it_was_and_as_it_is() {
    let weakened = Router::new()
        .route("/", get(index))
        .route("/feed", get(index).post(keys))
        .route("/größe", get(größe))
        .route("/new", get(second));
    let difference = diff(&weakened, &base()).expect("a difference");
    assert_eq!(difference.changed(), [("GET /feed login".to_owned(), "GET /feed public".to_owned())]);
    assert_eq!((difference.added().len(), difference.removed().len()), (1, 0));
    assert_eq!(
        difference.to_string(),
        "changed:\n- GET /feed login\n+ GET /feed public\nadded:\n+ GET /new public\n"
    );
}

#[test]
fn a_handler_that_changed_under_the_same_rule_is_named() {
    let other = Router::new()
        .route("/", get(index))
        .route("/feed", get(others::feed).post(keys))
        .route("/größe", get(größe));
    assert_eq!(
        text(&other, &base()),
        "changed:\n- GET /feed login blog::feed\n+ GET /feed login others::feed\n"
    );
}

#[test]
fn the_same_line_twice_is_counted() {
    let metrics = || axum::Router::new();
    let twice = base().trust_unguarded("a", metrics()).trust_unguarded("b", metrics());
    let once = base().trust_unguarded("b", metrics());
    assert_eq!(text(&twice, &once), "added:\n+ ANY /{*unguarded} unguarded: a\n");
}

#[test]
fn what_is_no_table_has_no_routes() {
    let difference = base().access_table().diff("nothing of the kind").expect("a difference");
    assert_eq!((difference.added().len(), difference.removed().len()), (4, 0));
}

#[test]
fn the_snapshot_in_git_is_the_table() {
    super::blog::routes()
        .access_table()
        .assert_snapshot(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/table/access_table.txt"));
}

#[test]
#[should_panic(expected = "access table")]
fn a_snapshot_that_is_not_there_panics() {
    base().access_table().assert_snapshot("/nowhere/access_table.txt");
}
