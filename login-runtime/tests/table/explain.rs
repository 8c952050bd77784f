//! Why somebody is let in, or not.

use std::sync::Arc;
use std::time::Duration;

use login_runtime::routing::{any, get};
use login_runtime::{AccessRule, Challenge, Decision, Explanation, Persona, Router, login_required, public};

use super::blog::{ADA, BOB, Blog, EVE, OLD, POST, User, routes};

fn explain(persona: &Persona<'_, User>, method: &str, path: &str) -> Explanation {
    routes().access_table().explain(persona, method, path).expect("a route of the blog")
}

#[test]
fn a_guest_sees_each_question_with_its_answer() {
    assert_eq!(
        explain(&Persona::guest(), "POST", "/posts/{id}/edit").to_string(),
        "\
POST /posts/{id}/edit: challenge (login)
  all: no
    login: no
    any: unknown
      role = AppRole::Admin: no
      can(Edit, post): unknown, not asked: needs the loaded `post`
"
    );
}

#[test]
fn with_the_object_the_policy_answers() {
    let with_post = |user| Persona::of(user).with("post", Arc::new(POST));
    let decision = |persona: &Persona<'_, User>| explain(persona, "POST", "/posts/{id}/edit").decision();
    assert_eq!(decision(&with_post(&ADA)), Decision::Allow);
    assert_eq!(decision(&with_post(&BOB)), Decision::Deny);
    assert_eq!(decision(&with_post(&EVE)), Decision::Allow);
    assert_eq!(decision(&Persona::of(&ADA)), Decision::Unavailable);
    assert_eq!(decision(&Persona::of(&EVE)), Decision::Allow);
    let text = explain(&with_post(&ADA), "GET", "/posts/{id}/edit").to_string();
    assert!(text.ends_with("      can(Edit, post): yes\n"), "{text}");
    let wrong = Persona::of(&ADA).with("post", Arc::new("no post"));
    let text = explain(&wrong, "GET", "/posts/{id}/edit").to_string();
    assert!(text.contains("can(Edit, post): unknown, the loaded `post` gives no answer"), "{text}");
}

#[test]
fn a_function_is_not_called() {
    assert_eq!(
        explain(&Persona::of(&ADA), "POST", "/export").to_string(),
        "\
POST /export: depends on what was not asked
  all: unknown
    login: yes
    check = has_paid: unknown, not asked: a function of the application's
"
    );
    assert_eq!(
        explain(&Persona::guest(), "POST", "/export").decision(),
        Decision::Challenge(Challenge::Login)
    );
}

#[test]
fn named_rules_and_the_routers_around_are_told() {
    assert_eq!(
        explain(&Persona::of(&ADA).remembered(), "GET", "/admin/odd").to_string(),
        "\
GET /admin/odd: deny
  all: no
    login: yes
    Admins: no
      login: yes
      role = AppRole::Admin: no
    login: yes
    any: yes
      fresh: yes
      remembered: yes
    not: no
      fresh = \"1m\": yes
"
    );
}

#[test]
fn freshness_is_as_the_persona_says() {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    let keys = |persona: &Persona<'_, User>| explain(persona, "GET", "/keys").decision();
    let again = Decision::Challenge(Challenge::Fresh);
    assert_eq!(keys(&Persona::of(&ADA)), Decision::Allow);
    assert_eq!(keys(&Persona::of(&ADA).stale(minutes(9))), Decision::Allow);
    assert_eq!(keys(&Persona::of(&ADA).stale(minutes(10))), again);
    assert_eq!(keys(&Persona::of(&ADA).restored().remembered()), again);
    let odd = |persona: &Persona<'_, User>| explain(persona, "GET", "/admin/odd").decision();
    assert_eq!(odd(&Persona::of(&EVE).stale(minutes(14))), Decision::Allow);
    // Logging in again would be too fresh.
    assert_eq!(odd(&Persona::of(&EVE).stale(minutes(15))), Decision::Deny);
    assert_eq!(odd(&Persona::of(&EVE).stale(minutes(15)).fresh_for(minutes(16))), Decision::Allow);
}

#[test]
fn short_rules_are_short() {
    for (persona, method, path, text) in [
        (Persona::guest(), "HEAD", "/", "HEAD /: allow\n  public: yes\n"),
        (Persona::guest(), "GET", "/join", "GET /join: allow\n  guest only: yes\n"),
        (Persona::of(&ADA), "GET", "/join", "GET /join: deny\n  guest only: no\n"),
        (Persona::of(&OLD), "GET", "/join", "GET /join: allow\n  guest only: yes\n"),
        (Persona::of(&ADA), "PUT", "/reports/{*path}", "PUT /reports/{*path}: allow\n  login: yes\n"),
    ] {
        assert_eq!(explain(&persona, method, path).to_string(), text);
    }
    let open = Router::<User>::new().trust_unguarded("metrics", axum::Router::new()).access_table();
    let open = open.explain(&Persona::<User>::guest(), "GET", "/{*unguarded}").expect("the line");
    assert_eq!(open.to_string(), "GET /{*unguarded}: allow\n  unguarded: metrics: yes\n");
}

#[test]
fn a_path_is_taken_as_it_is_written_in_the_table() {
    let table = routes().access_table();
    assert_eq!(table.explain(&Persona::of(&ADA), "POST", "/posts/7/edit"), None);
    assert_eq!(table.explain(&Persona::of(&ADA), "PATCH", "/posts/{id}/edit"), None);
}

#[public]
async fn anybody() {}

/// axum asks the handler for the very method before the one for any.
#[test]
fn a_handler_for_any_method_answers_for_what_no_other_does() {
    let table =
        Router::<User, Blog>::new().route("/x", any(anybody).post(change).head(change)).access_table();
    let decision =
        |method| table.explain(&Persona::<User>::guest(), method, "/x").expect("a route").decision();
    let login = Decision::Challenge(Challenge::Login);
    assert_eq!(
        ["GET", "POST", "HEAD", "DELETE"].map(decision),
        [Decision::Allow, login, login, Decision::Allow]
    );
}

#[login_required]
async fn change() {}

#[test]
fn paths_are_joined_as_axum_joins_them() {
    let inner = || Router::<User, Blog>::new().route("/", get(anybody)).route("/users", get(anybody));
    let table = Router::new()
        .nest("/a", inner())
        .nest("/b/", inner())
        .mount("/c/", AccessRule::public(), axum::Router::new())
        .access_table();
    let paths: Vec<_> = table.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["/a", "/a/users", "/b/", "/b/users", "/c/{*path}"]);
}
