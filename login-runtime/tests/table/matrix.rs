//! Every persona on every route: the matrix passes on honest routers, and finds what the table cannot know.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use login_runtime::routing::{any, get, post};
use login_runtime::testing::{AccessMatrix, MatrixReport, Outcome};
use login_runtime::{
    AccessRule, CurrentUser, Key, Loaded, LoginManager, LoginManagerBuilder, Owned, Persona, Resource,
    Router, login_required, requires, resource_loader,
};

use super::blog::{
    ADA, AppRole, BOB, Blog, EVE, OLD, POST, Post, User, edit, feed, greet, index, keys, odd, routes,
};

const MINUTE: Duration = Duration::from_secs(60);

fn manager(settings: impl FnOnce(LoginManagerBuilder) -> LoginManagerBuilder) -> LoginManager {
    let manager = LoginManager::new(Key::generate().expect("randomness")).login_view("/login");
    settings(manager).build().expect("good settings")
}

/// A guest, Ada, Bob and Eve on these routes.
fn matrix(routes: Router<User, Blog>) -> AccessMatrix<'static, User> {
    AccessMatrix::new(routes, manager(|manager| manager), Blog::default())
        .persona("guest", Persona::guest())
        .persona("ada", Persona::of(&ADA))
        .persona("bob", Persona::of(&BOB))
        .persona("eve", Persona::of(&EVE))
}

fn edited(routes: Router<User, Blog>) -> AccessMatrix<'static, User> {
    matrix(routes).path("/posts/{id}/edit", "/posts/7/edit")
}

/// What differs, in one line a cell.
fn differing(report: &MatrixReport) -> Vec<String> {
    let line = |cell: &login_runtime::testing::MatrixCell| {
        format!("{} {} {}: {} not {}", cell.method, cell.path, cell.persona, cell.observed, cell.declared)
    };
    report.differing().map(line).collect()
}

async fn ask_who_is_there(_: Option<CurrentUser<User>>, request: Request, next: Next) -> Response {
    next.run(request).await
}

#[tokio::test]
async fn a_layer_that_knows_the_user_leaves_the_answers_to_the_routes() {
    let routes = routes().layer_with_login(middleware::from_fn(ask_who_is_there));
    let report = edited(routes).object("/posts/{id}/edit", "post", Arc::new(POST)).run().await;
    report.assert_all_as_declared();
    let mut guests = report.cells().filter(|cell| cell.persona == "guest");
    assert!(guests.any(|cell| cell.observed != Outcome::Allow));
}

#[tokio::test]
async fn an_honest_router_does_what_its_table_says() {
    let report = edited(routes()).object("/posts/{id}/edit", "post", Arc::new(POST)).run().await;
    report.assert_all_as_declared();
    assert_eq!(report.cells().len(), 4 * 7 * 12);
    assert_eq!(
        report.to_string(),
        "\
METHOD                                  PATH              guest  ada              bob             eve
GET,HEAD                                /                 allow  allow            allow           allow
GET,HEAD                                /greet            allow  allow            allow           allow
GET,HEAD,POST                           /join             allow  home             home            home
GET,HEAD,POST                           /feed             login  allow            allow           allow
GET,HEAD                                /keys             login  allow            allow           allow
POST                                    /export           login  allow (depends)  deny (depends)  deny (depends)
GET,HEAD,POST                           /posts/{id}/edit  login  allow            404             allow
POST                                    /hook             allow  allow            allow           allow
GET,HEAD                                /admin            login  deny             deny            allow
GET,HEAD                                /admin/odd        deny   deny             deny            deny
GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS  /reports/{*path}  login  allow            allow           allow
GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS  /{*fallback}      allow  allow            allow           allow
"
    );
}

#[tokio::test]
async fn no_guarded_handler_runs() {
    let blog = Blog::default();
    let routes =
        Router::new().route("/feed", any(feed)).route("/greet", get(greet)).route("/{id}", post(edit));
    let report = AccessMatrix::new(routes, manager(|manager| manager), blog.clone())
        .persona("guest", Persona::guest())
        .persona("ada", Persona::of(&ADA))
        .path("/{id}", "/7")
        .run()
        .await;
    assert_eq!(differing(&report), [""; 0]);
    assert_eq!(blog.runs(), 0);
}

#[tokio::test]
async fn a_log_in_is_as_fresh_as_its_persona() {
    let routes = Router::new().route("/keys", get(keys)).route("/odd", get(odd));
    let report = AccessMatrix::new(routes, manager(|manager| manager.fresh_for(5 * MINUTE)), Blog::default())
        .persona("fresh", Persona::of(&ADA))
        .persona("stale", Persona::of(&ADA).stale(6 * MINUTE))
        .persona("old", Persona::of(&ADA).stale(10 * MINUTE))
        .persona("two minutes", Persona::of(&ADA).stale(2 * MINUTE))
        .persona("restored", Persona::of(&ADA).restored())
        .persona("remembered", Persona::of(&ADA).restored().remembered())
        .persona("switched off", Persona::of(&OLD))
        .run()
        .await;
    report.assert_all_as_declared();
    assert_eq!(
        report.to_string(),
        "\
METHOD    PATH   fresh  stale  old    two minutes  restored  remembered  switched off
GET,HEAD  /keys  allow  allow  fresh  allow        fresh     fresh       login
GET,HEAD  /odd   deny   deny   deny   allow        deny      allow       deny
"
    );
}

async fn members_of_the_club(request: Request, next: Next) -> Response {
    if request.method() == Method::POST {
        StatusCode::FORBIDDEN.into_response()
    } else {
        next.run(request).await
    }
}

#[tokio::test]
async fn a_layer_that_refuses_on_its_own_is_found() {
    let club = Router::new()
        .route("/club", get(feed).post(feed))
        .route_layer(middleware::from_fn(members_of_the_club));
    let report = matrix(club.route("/feed", get(feed))).run().await;
    assert_eq!(
        differing(&report),
        [
            "POST /club guest: 403 by no rule not login",
            "POST /club ada: 403 by no rule not allow",
            "POST /club bob: 403 by no rule not allow",
            "POST /club eve: 403 by no rule not allow",
        ]
    );
    let panic = std::panic::catch_unwind(|| report.assert_all_as_declared()).expect_err("a difference");
    let text = panic.downcast_ref::<String>().expect("a text");
    assert!(
        text.ends_with(
            "\
METHOD  PATH   PERSONA  DECLARED  OBSERVED
POST    /club  guest    login     403 by no rule
POST    /club  ada      allow     403 by no rule
POST    /club  bob      allow     403 by no rule
POST    /club  eve      allow     403 by no rule
"
        ),
        "{text}"
    );
    assert!(report.to_string().contains("403 by no rule (login)"), "{report}");
}

async fn answers_options(request: Request, next: Next) -> Response {
    if request.method() == Method::OPTIONS { StatusCode::OK.into_response() } else { next.run(request).await }
}

async fn lets_guests_in(request: Request, next: Next) -> Response {
    if request.uri().path() == "/feed" && !request.headers().contains_key("cookie") {
        return "the feed".into_response();
    }
    next.run(request).await
}

#[tokio::test]
async fn a_layer_that_answers_before_the_rule_or_for_another_method_is_found() {
    let report = matrix(Router::new().route("/feed", get(feed)).layer(middleware::from_fn(lets_guests_in)))
        .run()
        .await;
    let found = differing(&report);
    assert!(found.contains(&"GET /feed guest: 200 by no rule not login".to_owned()), "{found:?}");
    assert!(found.contains(&"DELETE /feed guest: 200 by no rule not 405".to_owned()), "{found:?}");
    assert!(found.iter().all(|cell| cell.contains(" guest: ")), "{found:?}");

    let report =
        matrix(Router::new().route("/", get(index)).layer(middleware::from_fn(answers_options))).run().await;
    let found = differing(&report);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|cell| cell.ends_with("200 by no rule not 405")), "{found:?}");
}

#[tokio::test]
async fn a_public_handler_is_refused_by_nobody() {
    let public = Router::new().route("/", post(index)).route_layer(middleware::from_fn(members_of_the_club));
    let report = matrix(public).run().await;
    assert_eq!(differing(&report).len(), 4);
}

#[tokio::test]
async fn an_object_that_is_another_one_than_was_thought_is_found() {
    let bobs = Arc::new(Post { id: 7, author: BOB.id });
    let report = edited(Router::new().route("/posts/{id}/edit", get(edit)))
        .object("/posts/{id}/edit", "post", bobs)
        .run()
        .await;
    assert_eq!(
        differing(&report),
        [
            "GET /posts/{id}/edit ada: allow not 404",
            "GET /posts/{id}/edit bob: 404 not allow",
            "HEAD /posts/{id}/edit ada: allow not 404",
            "HEAD /posts/{id}/edit bob: 404 not allow",
        ]
    );
}

#[tokio::test]
async fn without_the_object_it_depends() {
    let report = edited(Router::new().route("/posts/{id}/edit", get(edit))).run().await;
    report.assert_all_as_declared();
    let of = |persona| {
        report
            .cells()
            .find(|cell| cell.persona == persona)
            .map(|cell| (cell.declared, cell.observed))
            .expect("a cell")
    };
    assert_eq!(of("guest"), (Outcome::Login, Outcome::Login));
    assert_eq!(of("ada"), (Outcome::Depends, Outcome::Allow));
    assert_eq!(of("bob"), (Outcome::Depends, Outcome::NotFound));
    // An admin needs no policy.
    assert_eq!(of("eve"), (Outcome::Allow, Outcome::Allow));
}

struct Draft;

impl Resource for Draft {
    type User = User;
}

impl Owned for Draft {
    fn owner_id(&self) -> &i64 {
        &0
    }
}

#[resource_loader]
fn load_draft(_: i64) -> io::Result<Option<Draft>> {
    Err(io::Error::other("the drafts are down"))
}

#[requires(any(role = AppRole::Admin, owner(draft)))]
async fn draft(draft: Loaded<Draft>) {
    drop(draft);
}

#[tokio::test]
async fn what_depends_must_not_fail() {
    let report =
        matrix(Router::new().route("/drafts/{id}", get(draft))).path("/drafts/{id}", "/drafts/1").run().await;
    assert_eq!(
        differing(&report)[..3],
        [
            "GET /drafts/{id} ada: 503 not depends",
            "GET /drafts/{id} bob: 503 not depends",
            "GET /drafts/{id} eve: 503 not allow",
        ]
    );
}

#[tokio::test]
async fn a_user_whom_the_loader_does_not_find_is_found() {
    let nobody = User { id: 99, ..ADA };
    let report = AccessMatrix::new(
        Router::new().route("/feed", get(feed)),
        manager(|manager| manager),
        Blog::default(),
    )
    .persona("nobody", Persona::of(&nobody))
    .run()
    .await;
    assert_eq!(
        differing(&report),
        ["GET /feed nobody: login not allow", "HEAD /feed nobody: login not allow"]
    );
}

#[tokio::test]
async fn refusals_that_look_otherwise_are_known_for_what_they_are() {
    let disguised = manager(|manager| {
        manager
            .unauthorized_handler(|_| StatusCode::OK)
            .denied_handler(|_| StatusCode::OK)
            .needs_refresh_handler(|_| StatusCode::METHOD_NOT_ALLOWED)
    });
    let report = AccessMatrix::new(routes(), disguised, Blog::default())
        .persona("guest", Persona::guest())
        .persona("bob", Persona::of(&BOB).stale(20 * MINUTE))
        .path("/posts/{id}/edit", "/posts/7/edit")
        .run()
        .await;
    report.assert_all_as_declared();
}

#[login_required]
async fn inside() {}

#[tokio::test]
async fn guards_inside_of_a_layer_are_asked_and_unguarded_routes_are_not() {
    let manager = manager(|manager| manager);
    let layer = manager.layer::<User, _>(());
    let plain = axum::Router::new().route("/inside", axum::routing::get(inside));
    let routes = Router::new()
        .route("/feed", get(feed))
        .layer(layer)
        .mount("/plain", AccessRule::guest_only(), plain)
        .trust_unguarded(
            "metrics",
            axum::Router::new().route("/metrics", axum::routing::get(async || "metrics")),
        );
    let report = AccessMatrix::new(routes, manager, Blog::default())
        .persona("guest", Persona::guest())
        .persona("ada", Persona::of(&ADA))
        .path("/plain/{*path}", "/plain/inside")
        .run()
        .await;
    report.assert_all_as_declared();
    assert!(report.cells().all(|cell| cell.path != "/{*unguarded}"));
}

#[tokio::test]
#[should_panic(
    expected = "the matrix cannot run\n`/nowhere` is no path of the table\n`/posts/{id}/edit` needs an example: `.path(\"/posts/{id}/edit\", \"…\")`"
)]
async fn what_is_missing_is_told_at_once() {
    let _ = matrix(routes()).object("/nowhere", "post", Arc::new(POST)).run().await;
}

#[tokio::test]
#[should_panic(expected = "there is nobody to ask as")]
async fn a_matrix_without_anybody_proves_nothing() {
    let _ = AccessMatrix::new(Router::<User, Blog>::new(), manager(|manager| manager), Blog::default())
        .run()
        .await;
}
