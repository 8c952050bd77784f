//! What a line says, and the table as Markdown and JSON.

use login_runtime::routing::{get, post};
use login_runtime::{
    AccessAudience, AccessEntry, AccessRule, AccessTable, CrossOrigin, DenyBehavior, Router, guest_only,
    login_required, requires,
};

use super::blog::{Blog, Members, User, index, routes};

fn table() -> AccessTable {
    routes().trust_unguarded("metrics | private\nnetwork", axum::Router::new()).access_table()
}

fn entry<'t>(table: &'t AccessTable, method: &str, path: &str) -> &'t AccessEntry {
    let is_it = |entry: &&AccessEntry| entry.path == path && entry.methods.contains(&method);
    table.iter().find(is_it).expect("a route of the blog")
}

#[test]
fn every_line_says_who_how_fresh_how_denied_and_from_where() {
    use AccessAudience::{Everybody, Guests, LoggedIn};
    let table = table();
    for (method, path, audience, deny, fresh, cross_origin) in [
        ("GET", "/", Everybody, None, None, CrossOrigin::NotNeeded),
        ("GET", "/join", Guests, Some(DenyBehavior::Home), None, CrossOrigin::NotNeeded),
        ("POST", "/join", Guests, Some(DenyBehavior::Home), None, CrossOrigin::Checked),
        ("POST", "/feed", LoggedIn, Some(DenyBehavior::Forbidden), None, CrossOrigin::Checked),
        ("GET", "/keys", LoggedIn, Some(DenyBehavior::Forbidden), Some("10m"), CrossOrigin::NotNeeded),
        ("POST", "/posts/{id}/edit", LoggedIn, Some(DenyBehavior::NotFound), None, CrossOrigin::Checked),
        ("POST", "/hook", Everybody, None, None, CrossOrigin::Insecure),
        ("GET", "/admin", LoggedIn, Some(DenyBehavior::Forbidden), None, CrossOrigin::NotNeeded),
        (
            "GET",
            "/admin/odd",
            LoggedIn,
            Some(DenyBehavior::Forbidden),
            Some("fresh_for"),
            CrossOrigin::NotNeeded,
        ),
        ("ANY", "/reports/{*path}", LoggedIn, Some(DenyBehavior::Forbidden), None, CrossOrigin::Checked),
        ("ANY", "/{*fallback}", Everybody, None, None, CrossOrigin::Checked),
        ("ANY", "/{*unguarded}", Everybody, None, None, CrossOrigin::Insecure),
    ] {
        let entry = entry(&table, method, path);
        let freshness = entry.freshness().map(|fresh| fresh.to_string());
        assert_eq!(
            (entry.audience(), entry.deny(), freshness.as_deref(), entry.cross_origin()),
            (audience, deny, fresh, cross_origin),
            "{method} {path}"
        );
    }
    assert_eq!(entry(&table, "GET", "/posts/{id}/edit").loads, ["post"]);
    // Other sites may open a WebSocket there.
    let sockets = Router::<User>::new().route("/socket", get(open_socket)).access_table();
    assert_eq!(entry(&sockets, "GET", "/socket").cross_origin(), CrossOrigin::Insecure);
    let reasons: Vec<_> = table.iter().filter_map(AccessEntry::unguarded_reason).collect();
    assert_eq!(reasons, ["metrics | private\nnetwork"]);
}

#[login_required(insecure_cross_origin)]
async fn open_socket() {}

#[requires(all(fresh = "1h", any(fresh, fresh = "2m"), not(fresh = "1s")))]
async fn several() {}

#[test]
fn the_strictest_freshness_that_is_written_down_counts() {
    let table = Router::<User, Blog>::new().route("/", get(several)).access_table();
    let freshness = table.iter().next().and_then(AccessEntry::freshness);
    assert_eq!(freshness.expect("a fresh log-in").to_string(), "2m");
}

#[guest_only(insecure_cross_origin)]
async fn sign_up() {}

#[test]
fn a_handler_answers_for_its_own_cross_origin_check_and_a_service_for_all_of_its() {
    let inner = Router::<User, Blog>::new()
        .route("/", post(sign_up))
        .mount("/m", AccessRule::public().insecure_cross_origin(), axum::Router::new())
        .requires(Members);
    let modes: Vec<_> = inner.access_table().iter().map(AccessEntry::cross_origin).collect();
    assert_eq!(modes, [CrossOrigin::Insecure, CrossOrigin::Insecure]);
}

#[test]
fn markdown_escapes_what_would_end_a_cell() {
    let markdown = table().to_markdown();
    let lines: Vec<_> = markdown.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "| Method | Path | Rule | For | Denied | Fresh within | Other sites | Handler |",
            "|---|---|---|---|---|---|---|---|",
            "| GET | `/` | public | everybody |  |  | not needed | `blog::index` |",
        ]
    );
    assert!(
        lines.contains(
            &"| ANY | `/{*unguarded}` | unguarded: metrics \\| private network | everybody |  |  | insecure | `(service)` |"
        ),
        "{markdown}"
    );
    assert!(lines.iter().all(|line| line.replace("\\|", "").matches('|').count() == 9), "{markdown}");
}

#[test]
fn json_comes_back_with_every_field_in_its_order() {
    let table = table();
    let json = table.to_json();
    assert!(json.ends_with("]\n"));
    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(serde_json::to_value(&table).expect("JSON"), read);
    let lines = read.as_array().expect("a list");
    assert_eq!(lines.len(), table.iter().count());
    let edit = lines.iter().find(|line| line["path"] == "/posts/{id}/edit").expect("the route");
    let line = edit["line"].as_u64().expect("a line");
    let source = include_str!("blog.rs").lines().nth(usize::try_from(line).expect("a small number") - 1);
    assert!(source.is_some_and(|source| source.contains("get(edit).post(edit)")), "{source:?}");
    assert_eq!(
        (
            &edit["methods"][0],
            &edit["deny"],
            &edit["fresh_within"],
            &edit["loads"][0],
            &edit["handler"],
            &edit["module"]
        ),
        (
            &"GET".into(),
            &"not_found".into(),
            &().into(),
            &"post".into(),
            &"edit".into(),
            &"table::blog".into()
        )
    );
    let unguarded = &lines[lines.len() - 1];
    assert_eq!(unguarded["unguarded"], "metrics | private\nnetwork");
    assert!(unguarded["handler"].is_null());
    // In the text itself, as a parser may sort.
    let places: Vec<_> = [
        "methods",
        "path",
        "rule",
        "audience",
        "deny",
        "fresh_within",
        "cross_origin",
        "loads",
        "handler",
        "module",
        "file",
        "line",
        "unguarded",
    ]
    .iter()
    .map(|field| json.find(&format!("\n    \"{field}\":")).expect("a field"))
    .collect();
    assert!(places.is_sorted(), "{json}");
}

#[test]
fn the_index_is_public_and_in_an_admin_router_it_is_not() {
    let table = Router::<User, Blog>::new().route("/", get(index)).requires(Members).access_table();
    let entry = table.iter().next().expect("one route");
    assert_eq!(
        (entry.audience(), entry.rule_text.as_str()),
        (AccessAudience::LoggedIn, "Members(login) and public")
    );
}
